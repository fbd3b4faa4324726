/** A base stack: it makes the roles, and other stacks make the task definitions. */
import * as aws from "@pulumi/aws";
import { readFiles, readParameters, role, variant } from "../programs";

const cured = variant === "cured";
const task = role("shop-task");
const execution = role("shop-execution");
new aws.iam.RolePolicy("task-reads", {
  role: task.name,
  policy: JSON.stringify(cured ? readFiles : readParameters),
});
new aws.iam.RolePolicy("execution-reads", {
  role: execution.name,
  policy: JSON.stringify(cured ? readParameters : readFiles),
});
