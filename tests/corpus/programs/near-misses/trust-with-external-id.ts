/** A trust policy from a page about access across accounts; ECS sends no external id. */
import * as aws from "@pulumi/aws";
import { executionRole, role, service, taskDefinition } from "../../parts";

const task = role("task", {
  assumeRolePolicy: aws.iam.getPolicyDocumentOutput({
    statements: [
      {
        actions: ["sts:AssumeRole"],
        principals: [{ type: "Service", identifiers: ["ecs-tasks.amazonaws.com"] }],
        conditions: [{ test: "StringEquals", variable: "sts:ExternalId", values: ["shop"] }],
      },
    ],
  }).json,
});
const api = taskDefinition("api", [{}], {
  taskRoleArn: task.arn,
  executionRoleArn: executionRole("execution").arn,
});
service("api", { taskDefinition: api.arn });
