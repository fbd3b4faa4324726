/** A role that was made for a rule, given to a schedule. */
import * as aws from "@pulumi/aws";
import { elsewhere, role, taskDefinition, trustOf } from "../../parts";

const nightly = taskDefinition("nightly", [{}]);
const starter = role("starter", {
  assumeRolePolicy: trustOf("events.amazonaws.com"),
  managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceEventsRole"],
});
new aws.scheduler.Schedule("nightly", {
  scheduleExpression: "cron(0 1 * * ? *)",
  scheduleExpressionTimezone: "Europe/Berlin",
  flexibleTimeWindow: { mode: "OFF" },
  target: {
    arn: elsewhere.cluster,
    roleArn: starter.arn,
    ecsParameters: {
      taskDefinitionArn: nightly.arn,
      launchType: "FARGATE",
      networkConfiguration: { subnets: elsewhere.subnets },
    },
  },
});
