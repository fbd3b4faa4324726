import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { elsewhere, executionRole, role, taskDefinition, trustOf } from "../../parts";

const name = "nightly";
const roles = { execution: executionRole(`${name}-execution`), task: role(`${name}-task`) };
const definition = taskDefinition(name, [{ command: ["npm", "run", "nightly"] }], {
  executionRoleArn: roles.execution.arn,
  taskRoleArn: roles.task.arn,
});

const events = role(`${name}-events`, { assumeRolePolicy: trustOf("events.amazonaws.com") });
const passed = [roles.execution];
const permission = new aws.iam.RolePolicy(`${name}-events`, {
  role: events.id,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "ecs:RunTask",
        Resource: pulumi.interpolate`${definition.arnWithoutRevision}:*`,
      },
      { Effect: "Allow", Action: "iam:PassRole", Resource: passed.map(({ arn }) => arn) },
    ],
  }),
});
const rule = new aws.cloudwatch.EventRule(name, { scheduleExpression: "cron(0 3 * * ? *)" });
new aws.cloudwatch.EventTarget(
  name,
  {
    rule: rule.name,
    arn: elsewhere.cluster,
    roleArn: events.arn,
    ecsTarget: {
      taskDefinitionArn: definition.arn,
      launchType: "FARGATE",
      networkConfiguration: { subnets: elsewhere.subnets, securityGroups: [elsewhere.securityGroup] },
    },
  },
  { dependsOn: [permission] },
);
