/** What a team writes for one service: several roles' policies, new resources, ECS Exec, secrets of both stores. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, role, service, taskDefinition } from "../programs";

const cluster = new aws.ecs.Cluster("shop", {});
const url = new aws.ssm.Parameter("database-url", { type: "SecureString", value: "postgres://" });
const key = new aws.secretsmanager.Secret("api-key", {});
const files = new aws.s3.Bucket("files");

const execution = role("execution", {
  managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"],
});
const reads = new aws.iam.RolePolicy("secrets", {
  role: execution.name,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "ssm:GetParameters", Resource: url.arn },
      { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: key.arn },
    ],
  }),
});
const task = role("task");
const works = new aws.iam.RolePolicy("files", {
  role: task.name,
  policy: pulumi.jsonStringify(allow(["s3:GetObject", "s3:PutObject"], pulumi.interpolate`${files.arn}/*`)),
});
new aws.iam.RolePolicy("exec", { role: task.name, policy: JSON.stringify(allow("ssmmessages:*", "*")) });

service(
  "shop",
  {
    cluster: cluster.arn,
    taskDefinition: taskDefinition("shop", {
      taskRole: task.arn,
      executionRole: execution.arn,
      secrets: [url.arn, key.arn],
    }).arn,
    enableExecuteCommand: true,
  },
  { dependsOn: [reads, works] },
);
