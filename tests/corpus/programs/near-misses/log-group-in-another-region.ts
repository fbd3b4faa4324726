/** The stack makes the group in its own Region; the log driver was told that of an older stack. */
import * as aws from "@pulumi/aws";
import { executionRole, logsTo, service, taskDefinition } from "../../parts";

const group = new aws.cloudwatch.LogGroup("api", { name: "/ecs/api", retentionInDays: 14 });
const api = taskDefinition(
  "api",
  [{ logConfiguration: logsTo(group.name, { "awslogs-region": "us-east-1" }) }],
  { executionRoleArn: executionRole("execution").arn },
);
service("api", { taskDefinition: api.arn });
