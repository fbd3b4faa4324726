/** AWS's own policy for rules that run tasks, attached by its name. */
import * as aws from "@pulumi/aws";
import { elsewhere, executionRole, role, taskDefinition, trustOf } from "../../parts";

const events = new aws.iam.Role("ecs-events", { assumeRolePolicy: trustOf("events.amazonaws.com") });
const attached = new aws.iam.RolePolicyAttachment("ecs-events", {
  role: events.name,
  policyArn: "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceEventsRole",
});
const sync = taskDefinition("sync", [{}], {
  taskRoleArn: role("sync").arn,
  executionRoleArn: executionRole("sync-execution").arn,
});
const nightly = new aws.cloudwatch.EventRule("nightly", { scheduleExpression: "rate(1 day)" });
new aws.cloudwatch.EventTarget(
  "nightly",
  {
    rule: nightly.name,
    arn: elsewhere.cluster,
    roleArn: events.arn,
    ecsTarget: {
      taskDefinitionArn: sync.arn,
      launchType: "FARGATE",
      networkConfiguration: { subnets: elsewhere.subnets },
    },
  },
  { dependsOn: [attached] },
);
