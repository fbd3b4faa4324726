/** `aws.iam.Role.get`: roles that the stack reads and does not make. */
import * as aws from "@pulumi/aws";
import { readParameters, role, taskDefinition, variant } from "../programs";

const execution = aws.iam.Role.get("execution", "ecsTaskExecutionRole");
const task = role("task");
new aws.iam.RolePolicy("task-reads", { role: task.name, policy: JSON.stringify(readParameters) });
taskDefinition("shop", { taskRole: task.arn, executionRole: execution.arn });

if (variant === "cured") {
  new aws.iam.RolePolicy("execution-reads", {
    role: execution.name,
    policy: JSON.stringify(readParameters),
  });
}
