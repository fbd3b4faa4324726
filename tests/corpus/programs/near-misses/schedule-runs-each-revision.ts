/** A grant for every revision of the family, and roles by pattern. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, elsewhere, executionRole, role, taskDefinition, trustOf } from "../../parts";

const cluster = new aws.ecs.Cluster("jobs", {});
const report = taskDefinition("report", [{}], {
  executionRoleArn: executionRole("report-execution", { name: "report-execution" }).arn,
});
const starter = role("starter", { assumeRolePolicy: trustOf("scheduler.amazonaws.com") });
new aws.iam.RolePolicy("starter", {
  role: starter.name,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "ecs:RunTask",
        Resource: pulumi.interpolate`${report.arnWithoutRevision}:*`,
      },
      { Effect: "Allow", Action: "iam:PassRole", Resource: `arn:aws:iam::${account}:role/report-*` },
    ],
  }),
});
new aws.scheduler.Schedule("report", {
  scheduleExpression: "cron(0 4 * * ? *)",
  flexibleTimeWindow: { mode: "OFF" },
  target: {
    arn: cluster.arn,
    roleArn: starter.arn,
    ecsParameters: {
      taskDefinitionArn: report.arn,
      launchType: "FARGATE",
      networkConfiguration: { subnets: elsewhere.subnets },
    },
  },
});
