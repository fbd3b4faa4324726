/** The containers take one secret and are told the ARN of another, which the application reads itself. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, role, taskDefinition } from "../programs";

const password = new aws.secretsmanager.Secret("password");
const key = new aws.secretsmanager.Secret("api-key");
const execution = role("execution");
new aws.iam.RolePolicy("password", {
  role: execution.name,
  policy: JSON.stringify(
    allow("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:secret:password-*"),
  ),
});
const task = role("task");
new aws.iam.RolePolicy("api-key", {
  role: task.name,
  policy: pulumi.jsonStringify(allow("secretsmanager:GetSecretValue", key.arn)),
});
taskDefinition("shop", {
  taskRole: task.arn,
  executionRole: execution.arn,
  secrets: [password.arn],
  container: { environment: [{ name: "API_KEY_ARN", value: key.arn }] },
});
