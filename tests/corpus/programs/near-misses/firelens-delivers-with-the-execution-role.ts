/** The router delivers with the task role; the grant is on the execution role. */
import * as aws from "@pulumi/aws";
import { account, allow, executionRole, region, role, service, taskDefinition } from "../../parts";

const stream = `arn:aws:firehose:${region}:${account}:deliverystream/clicks`;
const execution = executionRole("execution");
const deliver = new aws.iam.RolePolicy("deliver", {
  role: execution.name,
  policy: JSON.stringify(allow(["firehose:PutRecord", "firehose:PutRecordBatch"], stream)),
});
const clicks = taskDefinition(
  "clicks",
  [
    {
      name: "router",
      image: "public.ecr.aws/aws-observability/aws-for-fluent-bit:stable",
      firelensConfiguration: { type: "fluentbit" },
    },
    {
      logConfiguration: {
        logDriver: "awsfirelens",
        options: { Name: "firehose", region, delivery_stream: "clicks" },
      },
    },
  ],
  { taskRoleArn: role("task").arn, executionRoleArn: execution.arn },
);
service("clicks", { taskDefinition: clicks.arn }, { dependsOn: [deliver] });
