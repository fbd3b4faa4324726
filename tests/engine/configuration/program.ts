/** A program in order; what differs is the configuration of the pack. */
import * as aws from "@pulumi/aws";
import { readParameters, role, taskDefinition } from "../programs";

const task = role("task");
new aws.iam.RolePolicy("reads", { role: task.name, policy: JSON.stringify(readParameters) });
taskDefinition("shop", { taskRole: task.arn, executionRole: role("execution").arn });
