import * as aws from "@pulumi/aws";
import { executionRole, logsTo, service, taskDefinition } from "../../parts";

const group = new aws.cloudwatch.LogGroup("mesh-demo", { retentionInDays: 7 });
const logConfiguration = logsTo(group.name);
const router = {
  name: "router",
  image: "public.ecr.aws/aws-observability/aws-for-fluent-bit:2.32.2",
  firelensConfiguration: { type: "fluentbit" },
  logConfiguration,
};
const definition = taskDefinition("mesh-demo", [{ logConfiguration }, router], {
  executionRoleArn: executionRole("mesh-demo").arn,
});
service("mesh-demo", { taskDefinition: definition.arn });
