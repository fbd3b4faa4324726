/** Two private subnets; the table with the route out is associated with one of them. */
import * as aws from "@pulumi/aws";
import { network, region, securityGroup, service, taskDefinition } from "../../parts";

const { vpc, nat } = network("main");
const routes = new aws.ec2.RouteTable("workers", { vpcId: vpc.id });
const out = new aws.ec2.Route("workers", {
  routeTableId: routes.id,
  destinationCidrBlock: "0.0.0.0/0",
  natGatewayId: nat.id,
});
const workers = ["a", "b"].map(
  (zone, index) =>
    new aws.ec2.Subnet(`workers-${zone}`, {
      vpcId: vpc.id,
      cidrBlock: `10.0.${20 + index}.0/24`,
      availabilityZone: `${region}${zone}`,
    }),
);
const association = new aws.ec2.RouteTableAssociation("workers", {
  routeTableId: routes.id,
  subnetId: workers[0]?.id ?? "",
});
const worker = taskDefinition("worker", [{}]);
service(
  "worker",
  {
    taskDefinition: worker.arn,
    networkConfiguration: {
      subnets: workers.map(({ id }) => id),
      securityGroups: [securityGroup("workers", vpc.id).id],
    },
  },
  { dependsOn: [out, association] },
);
