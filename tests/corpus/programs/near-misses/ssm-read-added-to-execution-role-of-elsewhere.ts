import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, logsTo, role, service, taskDefinition } from "../../parts";

const region = aws.getRegionOutput().region;
const account = aws.getCallerIdentityOutput().accountId;
const parameters = pulumi.interpolate`arn:aws:ssm:${region}:${account}:parameter`;

// Made long before this stack, with AWS's managed execution policy and nothing else.
const execution = aws.iam.getRoleOutput({ name: "ecsTaskExecutionRole" });
const task = role("notification-task-role", { name: "notification-task-role" });
const mail = new aws.iam.RolePolicy("notification-ses-policy", {
  role: task.name,
  policy: JSON.stringify(allow(["ses:SendEmail", "ses:SendRawEmail"], "*")),
});
const reads = new aws.iam.RolePolicy("notification-secrets", {
  role: execution.name,
  policy: pulumi.jsonStringify(
    allow("ssm:GetParameters", [
      pulumi.interpolate`${parameters}/JobSyncHub/*`,
      pulumi.interpolate`${parameters}/9900/*`,
    ]),
  ),
});
const logs = new aws.cloudwatch.LogGroup("notification", { name: "/ecs/notification", retentionInDays: 30 });
const definition = taskDefinition(
  "notification",
  [
    {
      name: "notification",
      secrets: [
        { name: "DATABASE_URL", valueFrom: pulumi.interpolate`${parameters}/JobSyncHub/DATABASE_URL` },
        { name: "SENDER_ADDRESS", valueFrom: pulumi.interpolate`${parameters}/9900/SENDER_ADDRESS` },
      ],
      logConfiguration: logsTo(logs.name),
    },
  ],
  { taskRoleArn: task.arn, executionRoleArn: execution.arn },
);
service("notification", { taskDefinition: definition.arn }, { dependsOn: [reads, mail] });
