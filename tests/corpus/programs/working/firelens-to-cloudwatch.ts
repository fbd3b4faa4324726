import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, executionRole, image, logsTo, region, role, service, taskDefinition } from "../../parts";

const [application, router] = ["application", "router"].map((name) => new aws.cloudwatch.LogGroup(name));
const task = role("api");
const writes = new aws.iam.RolePolicy("api-logs", {
  role: task.name,
  policy: pulumi.jsonStringify(
    allow(
      ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      pulumi.interpolate`${application?.arn}:*`,
    ),
  ),
});
const api = taskDefinition(
  "api",
  [
    {
      name: "router",
      image: "public.ecr.aws/aws-observability/aws-for-fluent-bit:stable",
      firelensConfiguration: { type: "fluentbit", options: { "enable-ecs-log-metadata": "true" } },
      logConfiguration: logsTo(router?.name ?? ""),
      memoryReservation: 50,
    },
    {
      name: "api",
      image,
      dependsOn: [{ containerName: "router", condition: "START" }],
      logConfiguration: {
        logDriver: "awsfirelens",
        options: {
          Name: "cloudwatch_logs",
          region,
          log_group_name: application?.name ?? "",
          log_stream_prefix: "api-",
        },
      },
    },
  ],
  { taskRoleArn: task.arn, executionRoleArn: executionRole("api-start").arn },
);
service("api", { taskDefinition: api.arn }, { dependsOn: [writes] });
