import * as aws from "@pulumi/aws";
import { elsewhere, securityGroup, service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop" });
const groups = { users: securityGroup("users", elsewhere.vpc), web: securityGroup("web", elsewhere.vpc, 80) };
const network = (group: aws.ec2.SecurityGroup) => ({
  subnets: elsewhere.subnets,
  securityGroups: [group.id],
});

const users = service("users", {
  taskDefinition: taskDefinition("users", [{ portMappings: [{ name: "http", containerPort: 8080 }] }]).arn,
  networkConfiguration: network(groups.users),
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
    networkConfiguration: network(groups.web),
    serviceConnectConfiguration: { enabled: true, namespace: namespace.arn },
  },
  { dependsOn: [users] },
);
