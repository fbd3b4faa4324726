import * as aws from "@pulumi/aws";
import { elsewhere, securityGroup, service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop" });
const web = securityGroup("web", elsewhere.vpc, 443);
const users = securityGroup("users", elsewhere.vpc);
new aws.ec2.SecurityGroupRule("users-from-web", {
  type: "ingress",
  securityGroupId: users.id,
  sourceSecurityGroupId: web.id,
  protocol: "tcp",
  fromPort: 8000,
  toPort: 9000,
});
const server = service("users", {
  taskDefinition: taskDefinition("users", [{ portMappings: [{ name: "http", containerPort: 8080 }] }]).arn,
  networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [users.id] },
  serviceConnectConfiguration: {
    enabled: true,
    namespace: namespace.arn,
    services: [{ portName: "http", clientAlias: [{ dnsName: "users", port: 80 }] }],
  },
});
service(
  "web",
  {
    taskDefinition: taskDefinition("web", [{ environment: [{ name: "USERS", value: "http://users" }] }]).arn,
    networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [web.id] },
    serviceConnectConfiguration: { enabled: true, namespace: namespace.arn },
  },
  { dependsOn: [server] },
);
