/** The right task definition, the right roles, and a condition on the cluster of another stage. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, elsewhere, executionRole, region, role, taskDefinition, trustOf } from "../../parts";

const execution = executionRole("execution");
const report = taskDefinition("report", [{}], { executionRoleArn: execution.arn });
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
        Condition: { ArnEquals: { "ecs:cluster": `arn:aws:ecs:${region}:${account}:cluster/staging` } },
      },
      { Effect: "Allow", Action: "iam:PassRole", Resource: execution.arn },
    ],
  }),
});
new aws.scheduler.Schedule("report", {
  scheduleExpression: "rate(1 hour)",
  flexibleTimeWindow: { mode: "OFF" },
  target: {
    arn: elsewhere.cluster,
    roleArn: starter.arn,
    ecsParameters: {
      taskDefinitionArn: report.arn,
      launchType: "FARGATE",
      networkConfiguration: { subnets: elsewhere.subnets },
    },
  },
});
