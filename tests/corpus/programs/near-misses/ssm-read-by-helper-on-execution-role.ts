import * as aws from "@pulumi/aws";
import { elsewhere, image, service, taskDefinition, trustOf } from "../../parts";

const statements = {
  pullAndLog: [
    "ecr:GetAuthorizationToken",
    "ecr:BatchGetImage",
    "ecr:GetDownloadUrlForLayer",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
  ],
  files: ["s3:GetObject", "s3:PutObject"],
  configuration: ["ssm:GetParameter", "ssm:GetParameters", "kms:Decrypt"],
};

/** A role for tasks, with statements by their names. */
function ecsRole(name: string, ...names: (keyof typeof statements)[]) {
  return new aws.iam.Role(name, {
    assumeRolePolicy: trustOf("ecs-tasks.amazonaws.com"),
    inlinePolicies: names.map((statement) => ({
      name: statement,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: statements[statement], Resource: "*" }],
      }),
    })),
  });
}

const executionRole = ecsRole("reports-execution", "pullAndLog", "configuration");
const taskRole = ecsRole("reports-task", "files");
const definition = taskDefinition(
  "reports",
  [{ name: "reports", image, secrets: [{ name: "API_TOKEN", valueFrom: "/reports/api-token" }] }],
  { executionRoleArn: executionRole.arn, taskRoleArn: taskRole.arn },
);
service("reports", { taskDefinition: definition.arn, networkConfiguration: { subnets: elsewhere.subnets } });
