import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { elsewhere, executionRole, logsTo, role, taskDefinition, trustOf } from "../../parts";

const logs = new aws.cloudwatch.LogGroup("report", { name: "/jobs/report" });
const [execution, task] = [executionRole("report-execution"), role("report-task")];
const report = taskDefinition("report", [{ logConfiguration: logsTo(logs.name) }], {
  executionRoleArn: execution.arn,
  taskRoleArn: task.arn,
});
const starter = new aws.iam.Role("report-starter", { assumeRolePolicy: trustOf("events.amazonaws.com") });
new aws.iam.RolePolicy("report-starter", {
  role: starter.name,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "ecs:RunTask", Resource: report.arn },
      {
        Effect: "Allow",
        Action: "iam:PassRole",
        Resource: [execution.arn, task.arn],
        Condition: { StringLike: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      },
    ],
  }),
});
const nightly = new aws.cloudwatch.EventRule("nightly", { scheduleExpression: "cron(0 3 * * ? *)" });
new aws.cloudwatch.EventTarget("report", {
  rule: nightly.name,
  arn: elsewhere.cluster,
  roleArn: starter.arn,
  ecsTarget: {
    taskDefinitionArn: report.arn,
    launchType: "FARGATE",
    networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [elsewhere.securityGroup] },
  },
});
