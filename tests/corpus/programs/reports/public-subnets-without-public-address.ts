import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { executionRole, publicNetwork, securityGroup, taskDefinition } from "../../parts";

const { vpc, publicSubnets } = publicNetwork();
const cluster = new aws.ecs.Cluster("shop");
const repository = aws.ecr.getRepositoryOutput({ name: "storefront" });
const execution = executionRole("storefront-execution");

const definition = taskDefinition(
  "storefront",
  [{ image: pulumi.interpolate`${repository.repositoryUrl}:4.2.0` }],
  { executionRoleArn: execution.arn },
);
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
