/** The subnets give addresses to instances; tasks of services have one only if the service says so. */
import * as aws from "@pulumi/aws";
import { publicNetwork, region, securityGroup, service, taskDefinition } from "../../parts";

const { vpc, gateway } = publicNetwork("main");
const routes = new aws.ec2.RouteTable("web", {
  vpcId: vpc.id,
  routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }],
});
const zones = ["a", "b"].map((zone, index) => {
  const subnet = new aws.ec2.Subnet(`web-${zone}`, {
    vpcId: vpc.id,
    availabilityZone: `${region}${zone}`,
    cidrBlock: `10.0.${30 + index}.0/24`,
    mapPublicIpOnLaunch: true,
  });
  return new aws.ec2.RouteTableAssociation(`web-${zone}`, { subnetId: subnet.id, routeTableId: routes.id });
});
const web = taskDefinition("web", [{ portMappings: [{ containerPort: 80 }] }]);
service(
  "web",
  {
    taskDefinition: web.arn,
    networkConfiguration: {
      subnets: zones.map(({ subnetId }) => subnetId.apply((id) => id ?? "")),
      securityGroups: [securityGroup("web", vpc.id, 80).id],
    },
  },
  { dependsOn: zones },
);
