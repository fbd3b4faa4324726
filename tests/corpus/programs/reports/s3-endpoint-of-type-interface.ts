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

const securityGroupIds = [securityGroup("endpoints", vpc.id, 443).id];
const interfaces = { "ecr-api": "ecr.api", "ecr-dkr": "ecr.dkr", s3: "s3" };
for (const [name, suffix] of Object.entries(interfaces)) {
  new aws.ec2.VpcEndpoint(name, {
    vpcId: vpc.id,
    serviceName: `com.amazonaws.${region}.${suffix}`,
    vpcEndpointType: "Interface",
    // S3 refuses private DNS without a gateway endpoint beside it.
    privateDnsEnabled: suffix !== "s3",
    subnetIds,
    securityGroupIds,
  });
}
const image = `${account}.dkr.ecr.${region}.amazonaws.com/reports:12`;
const definition = taskDefinition("reports", [{ image }], {
  executionRoleArn: executionRole("reports").arn,
});
service("reports", {
  taskDefinition: definition.arn,
  networkConfiguration: { subnets: subnetIds, securityGroups: [securityGroup("reports", vpc.id).id] },
});
