/** No table is associated with the subnets: the main one of the VPC has the route, which is made in line. */
import * as aws from "@pulumi/aws";
import { region, securityGroup, service, taskDefinition } from "../../parts";

const vpc = new aws.ec2.Vpc("small", { cidrBlock: "172.20.0.0/16" });
const gateway = new aws.ec2.InternetGateway("small", { vpcId: vpc.id });
const table = new aws.ec2.DefaultRouteTable("small", {
  defaultRouteTableId: vpc.defaultRouteTableId,
  routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }],
});
const zones = [`${region}a`, `${region}b`].map(
  (availabilityZone, index) =>
    new aws.ec2.Subnet(`small-${index}`, {
      vpcId: vpc.id,
      availabilityZone,
      cidrBlock: `172.20.${index}.0/24`,
      mapPublicIpOnLaunch: true,
    }),
);
const web = taskDefinition("web", [{ portMappings: [{ containerPort: 80 }] }]);
service(
  "web",
  {
    taskDefinition: web.arn,
    networkConfiguration: {
      assignPublicIp: true,
      subnets: zones.map(({ id }) => id),
      securityGroups: [securityGroup("web", vpc.id, 80).id],
    },
  },
  { dependsOn: [table] },
);
