import * as aws from "@pulumi/aws";
import { executionRole, publicNetwork, securityGroup, service, subnets, taskDefinition } from "../../parts";

const { vpc, publicSubnets } = publicNetwork("preview");
// For databases, later.
subnets("preview-private", vpc, new aws.ec2.RouteTable("preview-private", { vpcId: vpc.id }), 20);

const definition = taskDefinition("preview-app", [{ portMappings: [{ containerPort: 80 }] }], {
  executionRoleArn: executionRole("preview-app").arn,
});
service("preview-app", {
  taskDefinition: definition.arn,
  networkConfiguration: {
    subnets: publicSubnets.map(({ id }) => id),
    securityGroups: [securityGroup("preview-app", vpc.id, 80).id],
    assignPublicIp: true,
  },
});
