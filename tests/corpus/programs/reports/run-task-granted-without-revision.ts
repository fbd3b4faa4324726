import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { elsewhere, executionRole, role, taskDefinition, trustOf } from "../../parts";

const execution = executionRole("invoices");
const definition = taskDefinition("invoices", [{ name: "invoices" }], { executionRoleArn: execution.arn });
const starter = role("invoices-starter", {
  assumeRolePolicy: trustOf("events.amazonaws.com"),
  inlinePolicies: [
    {
      name: "start",
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: "ecs:RunTask",
            Resource: definition.arnWithoutRevision,
            Condition: { ArnEquals: { "ecs:cluster": elsewhere.cluster } },
          },
          { Effect: "Allow", Action: "iam:PassRole", Resource: execution.arn },
        ],
      }),
    },
  ],
});
const rule = new aws.cloudwatch.EventRule("invoices", { scheduleExpression: "rate(1 day)" });
new aws.cloudwatch.EventTarget("invoices", {
  rule: rule.name,
  arn: elsewhere.cluster,
  roleArn: starter.arn,
  ecsTarget: {
    taskDefinitionArn: definition.arn,
    launchType: "FARGATE",
    networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [elsewhere.securityGroup] },
  },
});
