import * as aws from "@pulumi/aws";
import { account, elsewhere, executionRole, region, role, taskDefinition, trustOf } from "../../parts";

const tags = { team: "data", "cost-center": "4711" };
const definition = taskDefinition("cleanup", [{ name: "cleanup" }], {
  tags,
  executionRoleArn: executionRole("cleanup").arn,
});
const families = `arn:aws:ecs:${region}:${account}:task-definition/cleanup:*`;
const Statement = [
  { Effect: "Allow", Action: "ecs:RunTask", Resource: families },
  {
    Effect: "Allow",
    Action: "iam:PassRole",
    Resource: `arn:aws:iam::${account}:role/*`,
    Condition: { StringLike: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
  },
];
const events = role("cleanup-events", {
  assumeRolePolicy: trustOf("events.amazonaws.com"),
  inlinePolicies: [{ name: "run", policy: JSON.stringify({ Version: "2012-10-17", Statement }) }],
});
const rule = new aws.cloudwatch.EventRule("cleanup", { scheduleExpression: "rate(6 hours)", tags });
new aws.cloudwatch.EventTarget("cleanup", {
  rule: rule.name,
  arn: elsewhere.cluster,
  roleArn: events.arn,
  ecsTarget: {
    taskDefinitionArn: definition.arn,
    launchType: "FARGATE",
    propagateTags: "TASK_DEFINITION",
    enableEcsManagedTags: true,
    tags,
    networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [elsewhere.securityGroup] },
  },
});
