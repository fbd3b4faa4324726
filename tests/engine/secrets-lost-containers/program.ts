/** Secrets looked up in the same program that makes them: the containers lose their edges. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, roles, taskDefinition } from "../programs";

const secret = new aws.secretsmanager.Secret("api-key");
const parameter = new aws.ssm.Parameter("database-url", { type: "SecureString", value: "postgres://" });

const { task, execution, reader } = roles("shop");
new aws.iam.RolePolicy("reads", {
  role: reader.name,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      ...allow("secretsmanager:GetSecretValue", secret.arn).Statement,
      ...allow("ssm:GetParameters", parameter.arn).Statement,
    ],
  }),
});

const secrets: Record<string, pulumi.Input<string>[]> = {
  "lost-secret": [aws.secretsmanager.getSecretOutput({ arn: secret.arn }).arn],
  "lost-parameter": [aws.ssm.getParameterOutput({ name: parameter.name }).arn],
  // One edge is left, and may be the only one.
  "half-lost": [parameter.arn, aws.secretsmanager.getSecretOutput({ name: secret.name }).arn],
};
for (const [name, taken] of Object.entries(secrets)) {
  taskDefinition(name, { taskRole: task.arn, executionRole: execution.arn, secrets: taken });
}
