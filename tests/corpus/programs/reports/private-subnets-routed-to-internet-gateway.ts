import * as aws from "@pulumi/aws";
import { account, executionRole, region, securityGroup, service, taskDefinition } from "../../parts";

const vpc = new aws.ec2.Vpc("main", { cidrBlock: "10.20.0.0/16" });
const gateway = new aws.ec2.InternetGateway("main", { vpcId: vpc.id });
const routes = new aws.ec2.RouteTable("private", {
  vpcId: vpc.id,
  routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }],
});
const privateSubnets = [1, 2].map((number) => {
  const subnet = new aws.ec2.Subnet(`private-${number}`, {
    vpcId: vpc.id,
    cidrBlock: `10.20.${number}.0/24`,
    availabilityZone: `${region}${number === 1 ? "a" : "b"}`,
  });
  new aws.ec2.RouteTableAssociation(`private-${number}`, { subnetId: subnet.id, routeTableId: routes.id });
  return subnet.id;
});

const image = `${account}.dkr.ecr.${region}.amazonaws.com/orders:1.9`;
const definition = taskDefinition("orders", [{ image }], { executionRoleArn: executionRole("orders").arn });
service("orders", {
  taskDefinition: definition.arn,
  networkConfiguration: {
    subnets: privateSubnets,
    securityGroups: [securityGroup("orders", vpc.id).id],
    assignPublicIp: false,
  },
});
