/** Operations on a part of the program. */
import * as aws from "@pulumi/aws";
import { client, readParameters, role, server, service, taskDefinition, variant } from "../programs";

const task = role("task");
const execution = role("execution");
new aws.iam.RolePolicy("task-reads", { role: task.name, policy: JSON.stringify(readParameters) });
if (variant !== "swapped") {
  new aws.iam.RolePolicy("execution-reads", { role: execution.name, policy: JSON.stringify(readParameters) });
}
taskDefinition("shop", { taskRole: task.arn, executionRole: execution.arn });

service("users", { serviceConnectConfiguration: server("users.shared", "shared") });
service("storefront", { serviceConnectConfiguration: client("shared") });
