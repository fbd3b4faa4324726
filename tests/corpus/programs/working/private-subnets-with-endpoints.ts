import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, allow, executionRole, logsTo, region, service, subnets, taskDefinition } from "../../parts";

const vpc = new aws.ec2.Vpc("isolated", {
  cidrBlock: "10.0.0.0/16",
  enableDnsHostnames: true,
  enableDnsSupport: true,
});
const routes = new aws.ec2.RouteTable("isolated", { vpcId: vpc.id });
const isolated = subnets("isolated", vpc, routes, 0);
const group = new aws.ec2.SecurityGroup("isolated", {
  vpcId: vpc.id,
  ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: [vpc.cidrBlock] }],
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
});
const endpoints = ["ecr.api", "ecr.dkr", "logs", "secretsmanager"].map(
  (name) =>
    new aws.ec2.VpcEndpoint(name, {
      vpcId: vpc.id,
      serviceName: `com.amazonaws.${region}.${name}`,
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: isolated.map(({ id }) => id),
      securityGroupIds: [group.id],
    }),
);
const layers = new aws.ec2.VpcEndpoint("s3", {
  vpcId: vpc.id,
  serviceName: `com.amazonaws.${region}.s3`,
  routeTableIds: [routes.id],
});
const secretArn = `arn:aws:secretsmanager:${region}:${account}:secret:vault/TOKEN-a1B2c3`;
const execution = executionRole("vault", {
  inlinePolicies: [
    { name: "secret", policy: JSON.stringify(allow("secretsmanager:GetSecretValue", secretArn)) },
  ],
});
const logs = new aws.cloudwatch.LogGroup("vault");
const vault = taskDefinition(
  "vault",
  [
    {
      image: `${account}.dkr.ecr.${region}.amazonaws.com/vault:1.4.2`,
      secrets: [{ name: "TOKEN", valueFrom: secretArn }],
      logConfiguration: logsTo(logs.name),
    },
  ],
  { executionRoleArn: execution.arn },
);
service(
  "vault",
  {
    taskDefinition: vault.arn,
    networkConfiguration: {
      subnets: pulumi.output(isolated.map(({ id }) => id)),
      securityGroups: [group.id],
    },
  },
  { dependsOn: [...endpoints, layers] },
);
