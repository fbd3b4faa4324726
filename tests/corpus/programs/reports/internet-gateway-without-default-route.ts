import * as aws from "@pulumi/aws";
import { executionRole, securityGroup, service, subnets, taskDefinition } from "../../parts";

const vpc = new aws.ec2.Vpc("compose", { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true });
new aws.ec2.InternetGateway("compose", { vpcId: vpc.id });
const routes = new aws.ec2.RouteTable("front", { vpcId: vpc.id });
const front = subnets("front", vpc, routes, 0);

service("web", {
  taskDefinition: taskDefinition("web", [{ name: "web" }], { executionRoleArn: executionRole("web").arn })
    .arn,
  networkConfiguration: {
    assignPublicIp: true,
    subnets: front.map(({ id }) => id),
    securityGroups: [securityGroup("web", vpc.id, 80).id],
  },
});
