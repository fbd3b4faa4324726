/** The condition of the trust policy still names the account of staging. */
import { executionRole, role, service, taskDefinition } from "../../parts";

const assumeRolePolicy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: "ecs-tasks.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": "210987654321" } },
    },
  ],
});
const api = taskDefinition("api", [{}], {
  taskRoleArn: role("task").arn,
  executionRoleArn: executionRole("execution", { assumeRolePolicy }).arn,
});
service("api", { taskDefinition: api.arn });
