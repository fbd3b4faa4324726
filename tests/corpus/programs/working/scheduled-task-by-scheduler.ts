import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, allow, elsewhere, executionRole, region, taskDefinition, trustOf } from "../../parts";

const execution = executionRole("sync-execution");
const sync = taskDefinition("sync", [{ command: ["sync", "--all"] }], { executionRoleArn: execution.arn });
const scheduler = new aws.iam.Role("sync-scheduler", {
  assumeRolePolicy: trustOf("scheduler.amazonaws.com"),
  inlinePolicies: [
    {
      name: "run",
      policy: JSON.stringify(allow("ecs:RunTask", `arn:aws:ecs:${region}:${account}:task-definition/sync:*`)),
    },
    { name: "pass", policy: pulumi.jsonStringify(allow("iam:PassRole", execution.arn)) },
  ],
});
new aws.scheduler.Schedule("sync", {
  scheduleExpression: "rate(1 hour)",
  flexibleTimeWindow: { mode: "OFF" },
  target: {
    arn: elsewhere.cluster,
    roleArn: scheduler.arn,
    ecsParameters: {
      taskDefinitionArn: sync.arn,
      launchType: "FARGATE",
      networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [elsewhere.securityGroup] },
    },
    retryPolicy: { maximumRetryAttempts: 2 },
  },
});
