import * as aws from "@pulumi/aws";
import { account, executionRole, region, securityGroup, service, subnets, taskDefinition } from "../../parts";

const vpc = new aws.ec2.Vpc("inner", {
  cidrBlock: "10.0.0.0/16",
  enableDnsHostnames: true,
  enableDnsSupport: true,
});
const routes = new aws.ec2.RouteTable("inner", { vpcId: vpc.id });
const inner = subnets("inner", vpc, routes, 0);
const subnetIds = inner.map(({ id }) => id);

const endpoints = securityGroup("endpoints", vpc.id, 443);
const s3 = new aws.ec2.VpcEndpoint("s3", {
  vpcId: vpc.id,
  serviceName: `com.amazonaws.${region}.s3`,
  routeTableIds: [routes.id],
});
["ecr.api", "ecr.dkr", "logs"].map(
  (name) =>
    new aws.ec2.VpcEndpoint(name, {
      vpcId: vpc.id,
      serviceName: `com.amazonaws.${region}.${name}`,
      vpcEndpointType: "Interface",
      privateDnsEnabled: true,
      subnetIds,
      securityGroupIds: [endpoints.id],
    }),
);
const api = new aws.ec2.SecurityGroup("api", {
  vpcId: vpc.id,
  egress: [
    { protocol: "tcp", fromPort: 443, toPort: 443, securityGroups: [endpoints.id] },
    // Layers of images come from S3, by its gateway endpoint.
    { protocol: "tcp", fromPort: 443, toPort: 443, prefixListIds: [s3.prefixListId] },
  ],
});
const image = `${account}.dkr.ecr.${region}.amazonaws.com/api:3`;
service("api", {
  taskDefinition: taskDefinition("api", [{ image }], { executionRoleArn: executionRole("api").arn }).arn,
  networkConfiguration: { subnets: subnetIds, securityGroups: [api.id] },
});
