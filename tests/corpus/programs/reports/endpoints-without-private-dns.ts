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

const common = {
  vpcId: vpc.id,
  vpcEndpointType: "Interface",
  subnetIds,
  securityGroupIds: [securityGroup("endpoints", vpc.id, 443).id],
};
new aws.ec2.VpcEndpoint("ecr-api", { serviceName: `com.amazonaws.${region}.ecr.api`, ...common });
new aws.ec2.VpcEndpoint("ecr-dkr", { serviceName: `com.amazonaws.${region}.ecr.dkr`, ...common });
new aws.ec2.VpcEndpoint("s3", {
  vpcId: vpc.id,
  serviceName: `com.amazonaws.${region}.s3`,
  routeTableIds: [routes.id],
});

const image = `${account}.dkr.ecr.${region}.amazonaws.com/intern:2`;
const definition = taskDefinition("intern", [{ image }], { executionRoleArn: executionRole("intern").arn });
service("intern", {
  taskDefinition: definition.arn,
  networkConfiguration: { subnets: subnetIds, securityGroups: [securityGroup("intern", vpc.id).id] },
});
