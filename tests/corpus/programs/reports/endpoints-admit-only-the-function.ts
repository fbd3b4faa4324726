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

const functions = securityGroup("sandbox-function", vpc.id);
const tasks = securityGroup("backend", vpc.id);
const endpoints = new aws.ec2.SecurityGroup("endpoints", { vpcId: vpc.id, description: "ECR" });
const callers = { function: functions };
for (const [name, { id }] of Object.entries(callers)) {
  new aws.ec2.SecurityGroupRule(`from-${name}`, {
    type: "ingress",
    securityGroupId: endpoints.id,
    sourceSecurityGroupId: id,
    protocol: "tcp",
    fromPort: 443,
    toPort: 443,
  });
}
new aws.ec2.VpcEndpoint("s3", {
  vpcId: vpc.id,
  serviceName: `com.amazonaws.${region}.s3`,
  routeTableIds: [routes.id],
});
for (const name of ["ecr.api", "ecr.dkr"]) {
  new aws.ec2.VpcEndpoint(name, {
    vpcId: vpc.id,
    serviceName: `com.amazonaws.${region}.${name}`,
    vpcEndpointType: "Interface",
    privateDnsEnabled: true,
    subnetIds,
    securityGroupIds: [endpoints.id],
  });
}
const image = `${account}.dkr.ecr.${region}.amazonaws.com/backend:88`;
const definition = taskDefinition("backend", [{ image }], {
  executionRoleArn: executionRole("backend").arn,
});
service("backend", {
  taskDefinition: definition.arn,
  networkConfiguration: { subnets: subnetIds, securityGroups: [tasks.id] },
});
