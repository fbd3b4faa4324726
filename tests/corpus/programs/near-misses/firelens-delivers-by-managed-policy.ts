/** The router has AWS's policy for CloudWatch, its own log is there as well, and no execution role reads it. */
import * as aws from "@pulumi/aws";
import { executionRole, logsTo, region, role, service, taskDefinition } from "../../parts";

const group = new aws.cloudwatch.LogGroup("router", { name: "/shop/router" });
const task = role("task", { managedPolicyArns: ["arn:aws:iam::aws:policy/CloudWatchLogsFullAccess"] });
const shop = taskDefinition(
  "shop",
  [
    {
      name: "shop",
      logConfiguration: {
        logDriver: "awsfirelens",
        options: {
          Name: "cloudwatch_logs",
          region,
          log_group_name: "/shop/app",
          log_stream_prefix: "app-",
          auto_create_group: "true",
        },
      },
    },
    {
      name: "router",
      image: "public.ecr.aws/aws-observability/aws-for-fluent-bit:stable",
      firelensConfiguration: { type: "fluentbit" },
      logConfiguration: logsTo(group.name),
    },
  ],
  { taskRoleArn: task.arn, executionRoleArn: executionRole("execution").arn },
);
service("shop", { taskDefinition: shop.arn });
