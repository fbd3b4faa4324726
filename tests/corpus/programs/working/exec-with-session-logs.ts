import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { executionRole, role, service, taskDefinition } from "../../parts";

const sessions = new aws.cloudwatch.LogGroup("sessions", { retentionInDays: 365 });
const cluster = new aws.ecs.Cluster("ops", {
  configuration: {
    executeCommandConfiguration: {
      logging: "OVERRIDE",
      logConfiguration: { cloudWatchLogGroupName: sessions.name },
    },
  },
});
const task = role("ops");
const channels = new aws.iam.RolePolicy("ops-exec", {
  role: task.name,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: [
          "ssmmessages:CreateControlChannel",
          "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel",
          "ssmmessages:OpenDataChannel",
        ],
        Resource: "*",
      },
      { Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        Resource: pulumi.interpolate`${sessions.arn}:*`,
      },
    ],
  }),
});
const ops = taskDefinition("ops", [{ linuxParameters: { initProcessEnabled: true } }], {
  taskRoleArn: task.arn,
  executionRoleArn: executionRole("ops-start").arn,
});
service(
  "ops",
  { cluster: cluster.arn, taskDefinition: ops.arn, enableExecuteCommand: true },
  { dependsOn: [channels] },
);
