import * as aws from "@pulumi/aws";
import { allow, executionRole, logsTo, region, role, service, taskDefinition } from "../../parts";

const routerLog = new aws.cloudwatch.LogGroup("router", { name: "/ecs/orders-router" });
const task = role("orders-task", {
  inlinePolicies: [
    {
      name: "logs",
      policy: JSON.stringify(
        allow(
          ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          "*",
        ),
      ),
    },
  ],
});
const options = {
  Name: "cloudwatch_logs",
  region,
  log_group_name: "/ecs/orders",
  log_stream_prefix: "app-",
  auto_create_group: "true",
  log_retention_days: "30",
};
const definition = taskDefinition(
  "orders",
  [
    { logConfiguration: { logDriver: "awsfirelens", options } },
    {
      name: "router",
      image: "public.ecr.aws/aws-observability/aws-for-fluent-bit:2.32.2",
      firelensConfiguration: { type: "fluentbit" },
      logConfiguration: logsTo(routerLog.name),
    },
  ],
  { executionRoleArn: executionRole("orders-execution").arn, taskRoleArn: task.arn },
);
service("orders", { taskDefinition: definition.arn });
