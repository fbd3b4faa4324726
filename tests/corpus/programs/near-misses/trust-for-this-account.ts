/** The trust policy that AWS recommends against a confused deputy. */
import * as aws from "@pulumi/aws";
import { executionRole, role, service, taskDefinition } from "../../parts";

const me = aws.getCallerIdentityOutput();
const assumeRolePolicy = me.accountId.apply((id) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Debug",
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { AWS: `arn:aws:iam::${id}:root` },
      },
      {
        Effect: "Allow",
        Action: ["sts:AssumeRole"],
        Principal: { Service: ["ecs-tasks.amazonaws.com"] },
        Condition: {
          StringEquals: { "aws:SourceAccount": id },
          ArnLike: { "aws:SourceArn": `arn:aws:ecs:*:${id}:*` },
        },
      },
    ],
  }),
);
const api = taskDefinition("api", [{}], {
  taskRoleArn: role("task", { assumeRolePolicy }).arn,
  executionRoleArn: executionRole("execution", { assumeRolePolicy }).arn,
});
service("api", { taskDefinition: api.arn });
