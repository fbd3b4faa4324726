import * as aws from "@pulumi/aws";
import {
  account,
  executionRole,
  logsTo,
  region,
  securityGroup,
  service,
  subnets,
  taskDefinition,
} from "../../parts";

const vpc = new aws.ec2.Vpc("inner", {
  cidrBlock: "10.0.0.0/16",
  enableDnsHostnames: true,
  enableDnsSupport: true,
});
const routes = new aws.ec2.RouteTable("inner", { vpcId: vpc.id });
const inner = subnets("inner", vpc, routes, 0);
const subnetIds = inner.map(({ id }) => id);

const https = securityGroup("endpoints", vpc.id, 443);
for (const name of ["ecr.api", "ecr.dkr"]) {
  new aws.ec2.VpcEndpoint(name, {
    vpcId: vpc.id,
    serviceName: `com.amazonaws.${region}.${name}`,
    vpcEndpointType: "Interface",
    privateDnsEnabled: true,
    subnetIds,
    securityGroupIds: [https.id],
  });
}
new aws.ec2.VpcEndpoint("s3", {
  vpcId: vpc.id,
  serviceName: `com.amazonaws.${region}.s3`,
  vpcEndpointType: "Gateway",
  routeTableIds: [routes.id],
});

const group = new aws.cloudwatch.LogGroup("demo", { name: "/ecs/demo" });
const definition = taskDefinition(
  "demo",
  [{ image: `${account}.dkr.ecr.${region}.amazonaws.com/nginx:1`, logConfiguration: logsTo(group.name) }],
  { executionRoleArn: executionRole("demo").arn },
);
service("demo", {
  taskDefinition: definition.arn,
  networkConfiguration: { subnets: subnetIds, securityGroups: [securityGroup("demo", vpc.id).id] },
});
