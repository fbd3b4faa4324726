/** The execution role is made by another stack, and comes in by each of the usual ways. */
import * as aws from "@pulumi/aws";
import { readParameters, role, taskDefinition, variant } from "../programs";

const arn = "arn:aws:iam::123456789012:role/platform/ecsTaskExecutionRole";
const waysIn: Record<string, () => aws.iam.Role["arn"] | string> = {
  literal: () => arn,
  "get-role": () => aws.iam.getRoleOutput({ name: "ecsTaskExecutionRole" }).arn,
  "role-get": () => aws.iam.Role.get("shared", "ecsTaskExecutionRole").arn,
};

for (const [way, executionRole] of Object.entries(waysIn)) {
  const task = role(`${way}-task`);
  new aws.iam.RolePolicy(`${way}-reads`, { role: task.name, policy: JSON.stringify(readParameters) });
  taskDefinition(way, { taskRole: task.arn, executionRole: executionRole() });
}

if (variant === "cured") {
  new aws.iam.RolePolicy("execution-reads", {
    role: "ecsTaskExecutionRole",
    policy: JSON.stringify(readParameters),
  });
}
