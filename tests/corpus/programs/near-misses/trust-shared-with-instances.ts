/** A role from the days of instances, which tasks may assume as well. */
import * as aws from "@pulumi/aws";
import { logsTo, managedExecutionPolicy, service, taskDefinition, trustOf } from "../../parts";

const execution = new aws.iam.Role("ecs", {
  assumeRolePolicy: trustOf(["ec2.amazonaws.com", "ecs.amazonaws.com", "ecs-tasks.amazonaws.com"]),
  managedPolicyArns: [managedExecutionPolicy],
});
const web = taskDefinition("web", [{ logConfiguration: logsTo("/ecs/web") }], {
  executionRoleArn: execution.arn,
});
service("web", { taskDefinition: web.arn });
