/** The execution role is made by another stack, and comes in by each of the usual ways. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { readParameters, role, taskDefinition, variant } from "../programs";

const name = "ecsTaskExecutionRole";
const platform = new pulumi.StackReference(`organization/scenarios/${pulumi.getStack()}.platform`);
const ways: Record<string, pulumi.Input<string>> = {
  literal: `arn:aws:iam::123456789012:role/platform/${name}`,
  config: new pulumi.Config().require("executionRoleArn"),
  "get-role": aws.iam.getRole({ name }).then(({ arn }) => arn),
  "get-role-output": aws.iam.getRoleOutput({ name }).arn,
  "stack-reference": platform.requireOutput("executionRoleArn"),
};
for (const [way, executionRole] of Object.entries(ways)) {
  const task = role(`${way}-task`);
  new aws.iam.RolePolicy(`${way}-reads`, { role: task.name, policy: JSON.stringify(readParameters) });
  taskDefinition(way, { taskRole: task.arn, executionRole });
}

if (variant === "cured") {
  new aws.iam.RolePolicy("execution-reads", { role: name, policy: JSON.stringify(readParameters) });
}
