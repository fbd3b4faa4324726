/** There is a task role, and the channels of ECS Exec are open to the other one. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, executionRole, role, service, taskDefinition } from "../../parts";

const execution = executionRole("execution");
const task = role("task");
const queue = new aws.sqs.Queue("jobs", {});
const channels = ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"];
const exec = new aws.iam.RolePolicy("exec", {
  role: execution.name,
  policy: JSON.stringify(
    allow(
      channels.map((channel) => `ssmmessages:${channel}`),
      "*",
    ),
  ),
});
const jobs = new aws.iam.RolePolicy("jobs", {
  role: task.name,
  policy: pulumi.jsonStringify(allow(["sqs:ReceiveMessage", "sqs:DeleteMessage"], queue.arn)),
});
const worker = taskDefinition("worker", [{}], { taskRoleArn: task.arn, executionRoleArn: execution.arn });
service("worker", { taskDefinition: worker.arn, enableExecuteCommand: true }, { dependsOn: [exec, jobs] });
