/** The NAT gateway stands in the private subnet, and sends to itself. */
import * as aws from "@pulumi/aws";
import { securityGroup, service, subnets, taskDefinition } from "../../parts";

const vpc = new aws.ec2.Vpc("main", { cidrBlock: "10.0.0.0/16" });
const gateway = new aws.ec2.InternetGateway("main", { vpcId: vpc.id });
const routes = new aws.ec2.RouteTable("private", { vpcId: vpc.id });
const zones = subnets("private", vpc, routes, 0);
const nat = new aws.ec2.NatGateway(
  "main",
  { subnetId: zones[0].id, allocationId: new aws.ec2.Eip("main", { domain: "vpc" }).id },
  { dependsOn: [gateway] },
);
const out = new aws.ec2.Route("private", {
  routeTableId: routes.id,
  destinationCidrBlock: "0.0.0.0/0",
  natGatewayId: nat.id,
});
const api = taskDefinition("api", [{}]);
service(
  "api",
  {
    taskDefinition: api.arn,
    networkConfiguration: {
      subnets: zones.map(({ id }) => id),
      securityGroups: [securityGroup("api", vpc.id).id],
    },
  },
  { dependsOn: [out] },
);
