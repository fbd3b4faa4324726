import * as aws from "@pulumi/aws";
import { elsewhere, securityGroup, service, taskDefinition } from "../../parts";

const namespace = new aws.servicediscovery.HttpNamespace("shop", { name: "shop" });
const web = securityGroup("web", elsewhere.vpc, 443);
const users = new aws.ec2.SecurityGroup("users", { vpcId: elsewhere.vpc });
new aws.vpc.SecurityGroupEgressRule("users", {
  securityGroupId: users.id,
  ipProtocol: "-1",
  cidrIpv4: "0.0.0.0/0",
});
new aws.vpc.SecurityGroupIngressRule("users-from-web", {
  securityGroupId: users.id,
  referencedSecurityGroupId: web.id,
  ipProtocol: "tcp",
  fromPort: 80,
  toPort: 80,
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
