import * as aws from "@pulumi/aws";
import { executionRole, service } from "../../parts";

const repository = aws.ecr.getRepositoryOutput({ name: "blocks" });
const definition = new aws.ecs.TaskDefinition("blocks", {
  family: "blocks",
  requiresCompatibilities: ["FARGATE"],
  networkMode: "awsvpc",
  cpu: "256",
  memory: "512",
  executionRoleArn: executionRole("blocks").arn,
  containerDefinitions: JSON.stringify([
    { name: "blocks", image: repository.repositoryUrl, portMappings: [{ containerPort: 80 }] },
  ]),
});
service("blocks", { taskDefinition: definition.arn });
