/** A deployed service takes one more secret: from then on its containers are unknown until that is made. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, role, taskDefinition, variant } from "../programs";

const task = role("task");
const execution = role("execution");
const url = new aws.ssm.Parameter("url", { type: "SecureString", value: "postgres://" });
const key = new aws.secretsmanager.Secret("key");
new aws.iam.RolePolicy("reads", {
  role: execution.name,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      ...allow("ssm:GetParameters", url.arn).Statement,
      ...allow("secretsmanager:GetSecretValue", key.arn).Statement,
    ],
  }),
});

const added =
  variant === "" ? undefined : new aws.ssm.Parameter("added", { type: "SecureString", value: "x" });
const grantee = { added: execution, "on-task-role": task }[variant];
if (added && grantee) {
  new aws.iam.RolePolicy("added-reads", {
    role: grantee.name,
    policy: pulumi.jsonStringify(allow("ssm:GetParameters", added.arn)),
  });
}
taskDefinition("shop", {
  taskRole: task.arn,
  executionRole: execution.arn,
  secrets: [url.arn, key.arn, ...(added ? [added.arn] : [])],
});
