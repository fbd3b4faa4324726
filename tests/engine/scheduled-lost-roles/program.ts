/** A scheduled task whose role is looked up in the program that makes it: what it names has lost its edges. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { role, variant } from "../programs";

const execution = role("execution");
const task = role("task");
const definition = new aws.ecs.TaskDefinition("report", {
  family: "report",
  requiresCompatibilities: ["FARGATE"],
  networkMode: "awsvpc",
  cpu: "256",
  memory: "512",
  executionRoleArn: execution.arn,
  taskRoleArn: aws.iam.getRoleOutput({ name: task.name }).arn,
  containerDefinitions: JSON.stringify([
    { name: "report", image: "public.ecr.aws/docker/library/busybox:1" },
  ]),
});
const runner = new aws.iam.Role("runner", {
  assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "scheduler.amazonaws.com" }),
});
new aws.iam.RolePolicy("runner", {
  role: runner.name,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "ecs:RunTask", Resource: "*" },
      { Effect: "Allow", Action: "iam:PassRole", Resource: variant === "cured" ? "*" : execution.arn },
    ],
  }),
});
new aws.scheduler.Schedule("nightly", {
  scheduleExpression: "rate(1 day)",
  flexibleTimeWindow: { mode: "OFF" },
  target: {
    arn: "arn:aws:ecs:eu-central-1:123456789012:cluster/main",
    roleArn: runner.arn,
    ecsParameters: {
      taskDefinitionArn: definition.arn,
      launchType: "FARGATE",
      networkConfiguration: { subnets: ["subnet-0123456789abcdef0"] },
    },
  },
});
