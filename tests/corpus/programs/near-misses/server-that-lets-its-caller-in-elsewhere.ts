/** The server lets its caller in on the port of the alias; the proxy comes to that of the container. */
import * as aws from "@pulumi/aws";
import { elsewhere, securityGroup, service, taskDefinition } from "../../parts";

const web = securityGroup("web", elsewhere.vpc);
const users = new aws.ec2.SecurityGroup("users", {
  vpcId: elsewhere.vpc,
  ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, securityGroups: [web.id] }],
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
});
const connect = { enabled: true, namespace: elsewhere.namespace };
const usersTask = taskDefinition("users", [{ portMappings: [{ name: "http", containerPort: 8080 }] }]);
const server = service("users", {
  taskDefinition: usersTask.arn,
  networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [users.id] },
  serviceConnectConfiguration: {
    ...connect,
    services: [{ portName: "http", clientAlias: [{ dnsName: "users", port: 80 }] }],
  },
});
const webTask = taskDefinition("web", [{ environment: [{ name: "USERS", value: "http://users" }] }]);
service(
  "web",
  {
    taskDefinition: webTask.arn,
    networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [web.id] },
    serviceConnectConfiguration: connect,
  },
  { dependsOn: [server] },
);
