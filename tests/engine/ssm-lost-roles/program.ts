/**
 * Roles looked up in the same program that makes them: an invoke in output form over a new resource loses its
 * edges. One looked-up role gets the read, another one is an execution role.
 */
import * as aws from "@pulumi/aws";
import { readParameters, roles, taskDefinition } from "../programs";

const lookedUp = ({ name }: aws.iam.Role) => aws.iam.getRoleOutput({ name });
const policy = JSON.stringify(readParameters);

const attached = roles("attached");
new aws.iam.RolePolicy("attached", { role: lookedUp(attached.reader).name, policy });
taskDefinition("attached", { taskRole: attached.task.arn, executionRole: attached.execution.arn });

const named = roles("named");
new aws.iam.RolePolicy("named", { role: named.reader.name, policy });
taskDefinition("named", { taskRole: named.task.arn, executionRole: lookedUp(named.execution).arn });
