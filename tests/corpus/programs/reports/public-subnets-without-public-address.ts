import * as aws from "@pulumi/aws";
import { account, executionRole, publicNetwork, region, securityGroup, taskDefinition } from "../../parts";

const { vpc, publicSubnets } = publicNetwork();
const cluster = new aws.ecs.Cluster("shop");
const repository = `${account}.dkr.ecr.${region}.amazonaws.com/storefront`;
const execution = executionRole("storefront-execution");

const definition = taskDefinition("storefront", [{ image: `${repository}:4.2.0` }], {
  executionRoleArn: execution.arn,
});
new aws.ecs.Service("storefront", {
  cluster: cluster.arn,
  taskDefinition: definition.arn,
  launchType: "FARGATE",
  desiredCount: 2,
  networkConfiguration: {
    subnets: publicSubnets.map((subnet) => subnet.id),
    securityGroups: [securityGroup("storefront", vpc.id).id],
  },
});
