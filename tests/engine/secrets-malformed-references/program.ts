/** References as people write them by mistake; the execution role may read everything. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, parameterArn, role, secretArn, taskDefinition, variant } from "../programs";

const execution = role("execution");
new aws.iam.RolePolicy("reads", {
  role: execution.name,
  policy: JSON.stringify(allow(["ssm:GetParameters", "secretsmanager:GetSecretValue"], "*")),
});

const name = "/shop/url";
const url = new aws.ssm.Parameter("url", { name, type: "SecureString", value: "postgres://user:pass@db" });
const secret = new aws.secretsmanager.Secret("key");
const version = new aws.secretsmanager.SecretVersion("key", {
  secretId: secret.id,
  secretString: "correct horse",
});

const references: Record<string, pulumi.Input<string>> = {
  "one-colon": `${secretArn}:KEY`,
  "one-colon-of-new": pulumi.interpolate`${secret.arn}:KEY`,
  "two-slashes": `arn:aws:ssm:eu-central-1:123456789012:parameter/${name}`,
  "two-slashes-of-new": pulumi.interpolate`arn:aws:ssm:eu-central-1:123456789012:parameter/${url.name}`,
  "no-slash": "arn:aws:ssm:eu-central-1:123456789012:parametershop/url",
  "other-account": parameterArn.replace("123456789012", "999999999999"),
  "other-service": "arn:aws:s3:::shop-files/secrets.json",
  "other-region": secretArn.replace("eu-central-1", "us-east-1"),
  value: url.value,
  "secret-value": version.secretString.apply((text) => text ?? ""),
  "output-text": `${url.arn}`,
};
for (const [mistake, valueFrom] of Object.entries(references)) {
  const secrets = [variant === "cured" ? url.arn : valueFrom];
  taskDefinition(mistake, { executionRole: execution.arn, secrets });
}

// Here the account of the task is known at once.
taskDefinition("other-account-at-once", {
  executionRole: "arn:aws:iam::123456789012:role/ecsTaskExecutionRole",
  secrets: [variant === "cured" ? secretArn : parameterArn.replace("123456789012", "999999999999")],
});
new aws.iam.RolePolicy("elsewhere-reads", {
  role: "ecsTaskExecutionRole",
  policy: JSON.stringify(allow(["ssm:GetParameters", "secretsmanager:GetSecretValue"], "*")),
});
