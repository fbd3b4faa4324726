import * as aws from "@pulumi/aws";
import { allow, elsewhere, executionRole, role, taskDefinition, trustOf } from "../../parts";

const definition = taskDefinition("digest", [{ name: "digest", command: ["bin/digest"] }], {
  executionRoleArn: executionRole("digest").arn,
});
const events = role("ecsEventsRole", {
  assumeRolePolicy: trustOf("events.amazonaws.com"),
  inlinePolicies: [
    { name: "run", policy: JSON.stringify(allow(["ecs:RunTask", "iam:PassRole", "ecs:TagResource"], "*")) },
  ],
});
const rule = new aws.cloudwatch.EventRule("digest", { scheduleExpression: "cron(30 7 ? * MON-FRI *)" });
new aws.cloudwatch.EventTarget("digest", {
  rule: rule.name,
  arn: elsewhere.cluster,
  roleArn: events.arn,
  ecsTarget: { taskDefinitionArn: definition.arn, launchType: "FARGATE" },
});
