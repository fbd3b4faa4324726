/** On instances, with the network of the instance, a scheduled task is told no subnets. */
import * as aws from "@pulumi/aws";
import { allow, elsewhere, image, role, trustOf } from "../../parts";

const cleanup = new aws.ecs.TaskDefinition("cleanup", {
  family: "cleanup",
  networkMode: "bridge",
  containerDefinitions: JSON.stringify([
    { name: "cleanup", image, memoryReservation: 128, command: ["./cleanup"] },
  ]),
});
const starter = role("starter", {
  assumeRolePolicy: trustOf(["events.amazonaws.com", "scheduler.amazonaws.com"]),
  inlinePolicies: [{ name: "run", policy: JSON.stringify(allow(["ecs:RunTask", "ecs:TagResource"], "*")) }],
});
new aws.scheduler.Schedule("cleanup", {
  scheduleExpression: "rate(6 hours)",
  flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: 30 },
  target: {
    arn: elsewhere.cluster,
    roleArn: starter.arn,
    ecsParameters: { taskDefinitionArn: cleanup.arn, launchType: "EC2" },
  },
});
