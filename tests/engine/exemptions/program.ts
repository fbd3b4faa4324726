/** The first incident, with a question that cannot be answered beside it. */
import * as aws from "@pulumi/aws";
import { client, readParameters, role, service, taskDefinition } from "../programs";

const task = role("task");
new aws.iam.RolePolicy("reads", { role: task.name, policy: JSON.stringify(readParameters) });
taskDefinition("shop", { taskRole: task.arn, executionRole: role("execution").arn });
service("storefront", { serviceConnectConfiguration: client("shared") });
