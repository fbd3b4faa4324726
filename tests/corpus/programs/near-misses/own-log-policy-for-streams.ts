/** Least privilege: instead of AWS's policy one for the streams of the stack's own group. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, logsTo, role, service, taskDefinition } from "../../parts";

const group = new aws.cloudwatch.LogGroup("worker", { retentionInDays: 30 });
const execution = role("execution");
const logs = new aws.iam.RolePolicy("logs", {
  role: execution.id,
  policy: pulumi.jsonStringify(
    allow(["logs:CreateLogStream", "logs:PutLogEvents"], pulumi.interpolate`${group.arn}:log-stream:ecs/*`),
  ),
});
const worker = taskDefinition("worker", [{ logConfiguration: logsTo(group.name) }], {
  executionRoleArn: execution.arn,
});
service("worker", { taskDefinition: worker.arn }, { dependsOn: [logs] });
