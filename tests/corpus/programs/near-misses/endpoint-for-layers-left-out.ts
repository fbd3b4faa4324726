/** All interface endpoints are there; layers of images come from S3, for which there is none. */
import * as aws from "@pulumi/aws";
import { account, executionRole, logsTo, region, service, subnets, taskDefinition } from "../../parts";

const vpc = new aws.ec2.Vpc("closed", {
  cidrBlock: "10.1.0.0/16",
  enableDnsHostnames: true,
  enableDnsSupport: true,
});
const routes = new aws.ec2.RouteTable("closed", { vpcId: vpc.id });
const inside = subnets("closed", vpc, routes, 0);
const group = new aws.ec2.SecurityGroup("inside", {
  vpcId: vpc.id,
  ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, self: true }],
  egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
});
const endpoints = ["ecr.api", "ecr.dkr", "logs", "ssm", "secretsmanager"].map(
  (name) =>
    new aws.ec2.VpcEndpoint(name, {
      vpcId: vpc.id,
      serviceName: `com.amazonaws.${region}.${name}`,
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds: inside.map(({ id }) => id),
      securityGroupIds: [group.id],
    }),
);
const app = taskDefinition(
  "vault",
  [{ image: `${account}.dkr.ecr.${region}.amazonaws.com/vault:3`, logConfiguration: logsTo("/ecs/vault") }],
  { executionRoleArn: executionRole("execution").arn },
);
service(
  "vault",
  {
    taskDefinition: app.arn,
    networkConfiguration: { subnets: inside.map(({ id }) => id), securityGroups: [group.id] },
  },
  { dependsOn: endpoints },
);
