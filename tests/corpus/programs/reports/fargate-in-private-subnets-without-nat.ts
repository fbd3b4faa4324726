import * as aws from "@pulumi/aws";
import { executionRole, securityGroup, service, subnets, taskDefinition } from "../../parts";

// The diagram says that applications live in private subnets.
const vpc = new aws.ec2.Vpc("preview", { cidrBlock: "10.0.0.0/16" });
const routes = new aws.ec2.RouteTable("private", { vpcId: vpc.id });
const privateSubnets = subnets("private", vpc, routes, 0);

const definition = taskDefinition("preview-app", [{ portMappings: [{ containerPort: 80 }] }], {
  executionRoleArn: executionRole("preview-app").arn,
});
service("preview-app", {
  taskDefinition: definition.arn,
  networkConfiguration: {
    subnets: privateSubnets.map(({ id }) => id),
    securityGroups: [securityGroup("preview-app", vpc.id, 80).id],
  },
});
