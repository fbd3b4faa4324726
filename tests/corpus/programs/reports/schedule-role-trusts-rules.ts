import * as aws from "@pulumi/aws";
import { allow, elsewhere, executionRole, role, taskDefinition, trustOf } from "../../parts";

const definition = taskDefinition("reports", [{ name: "reports" }], {
  executionRoleArn: executionRole("reports").arn,
});
const starter = role("starter", {
  assumeRolePolicy: trustOf("events.amazonaws.com"),
  inlinePolicies: [{ name: "run", policy: JSON.stringify(allow(["ecs:RunTask", "iam:PassRole"], "*")) }],
});
new aws.scheduler.Schedule("reports", {
  scheduleExpression: "rate(12 hours)",
  flexibleTimeWindow: { mode: "OFF" },
  target: {
    arn: elsewhere.cluster,
    roleArn: starter.arn,
    ecsParameters: {
      taskDefinitionArn: definition.arn,
      launchType: "FARGATE",
      networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [elsewhere.securityGroup] },
    },
  },
});
