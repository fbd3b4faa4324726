/** The condition names the service of clusters, and roles of tasks are passed to the service of tasks. */
import * as aws from "@pulumi/aws";
import { elsewhere, executionRole, taskDefinition, trustOf } from "../../parts";

const execution = executionRole("execution");
const sync = taskDefinition("sync", [{}], { executionRoleArn: execution.arn });
const events = new aws.iam.Role("events", {
  assumeRolePolicy: trustOf("events.amazonaws.com"),
  inlinePolicies: [
    {
      name: "run",
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action: "ecs:RunTask", Resource: "*" },
          {
            Effect: "Allow",
            Action: "iam:PassRole",
            Resource: "*",
            Condition: { StringEquals: { "iam:PassedToService": "ecs.amazonaws.com" } },
          },
        ],
      }),
    },
  ],
});
const nightly = new aws.cloudwatch.EventRule("nightly", { scheduleExpression: "cron(15 2 * * ? *)" });
new aws.cloudwatch.EventTarget("nightly", {
  rule: nightly.name,
  arn: elsewhere.cluster,
  roleArn: events.arn,
  ecsTarget: {
    taskDefinitionArn: sync.arn,
    launchType: "FARGATE",
    networkConfiguration: { subnets: elsewhere.subnets },
  },
});
