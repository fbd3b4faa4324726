import * as aws from "@pulumi/aws";
import { executionRole, image, service } from "../../parts";

const definition = new aws.ecs.TaskDefinition("legacy", {
  family: "legacy",
  requiresCompatibilities: ["FARGATE"],
  cpu: "256",
  memory: "512",
  executionRoleArn: executionRole("legacy").arn,
  containerDefinitions: JSON.stringify([{ name: "legacy", image, essential: true }]),
});
service("legacy", { taskDefinition: definition.arn });
