/** The way out is in the network account, behind a transit gateway that another team keeps. */
import * as aws from "@pulumi/aws";
import { securityGroup, service, subnets, taskDefinition } from "../../parts";

const vpc = new aws.ec2.Vpc("spoke", { cidrBlock: "10.40.0.0/16" });
const routes = new aws.ec2.RouteTable("spoke", { vpcId: vpc.id });
const zones = subnets("spoke", vpc, routes, 0);
const hub = "tgw-0a1b2c3d4e5f60718";
const attachment = new aws.ec2transitgateway.VpcAttachment("spoke", {
  vpcId: vpc.id,
  transitGatewayId: hub,
  subnetIds: zones.map(({ id }) => id),
});
const out = new aws.ec2.Route(
  "spoke",
  { routeTableId: routes.id, destinationCidrBlock: "0.0.0.0/0", transitGatewayId: hub },
  { dependsOn: [attachment] },
);
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
