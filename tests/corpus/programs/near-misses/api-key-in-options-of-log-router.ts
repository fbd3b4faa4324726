import * as pulumi from "@pulumi/pulumi";
import { executionRole, role, service, taskDefinition } from "../../parts";

const apikey = new pulumi.Config().getSecret("datadogKey") ?? "0123456789abcdef";
const web = taskDefinition(
  "web",
  [
    {
      name: "web",
      logConfiguration: {
        logDriver: "awsfirelens",
        options: { Name: "datadog", apikey, dd_service: "web", dd_source: "nginx", provider: "ecs" },
      },
    },
    {
      name: "router",
      image: "public.ecr.aws/aws-observability/aws-for-fluent-bit:stable",
      firelensConfiguration: { type: "fluentbit", options: { "enable-ecs-log-metadata": "true" } },
    },
  ],
  { executionRoleArn: executionRole("exec").arn, taskRoleArn: role("app").arn },
);
service("web", { taskDefinition: web.arn });
