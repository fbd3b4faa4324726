/** The grant names the family without a revision, the schedule a revision. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { elsewhere, executionRole, role, taskDefinition, trustOf } from "../../parts";

const cluster = new aws.ecs.Cluster("jobs", {});
const execution = executionRole("execution");
const report = taskDefinition("report", [{}], { executionRoleArn: execution.arn });
const starter = role("starter", { assumeRolePolicy: trustOf("scheduler.amazonaws.com") });
new aws.iam.RolePolicy("starter", {
  role: starter.name,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "ecs:RunTask", Resource: report.arnWithoutRevision },
      { Effect: "Allow", Action: "iam:PassRole", Resource: execution.arn },
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
