/** Secrets and a key that the stack reads and does not make. */
import * as aws from "@pulumi/aws";
import { allow, parameterArn, role, roles, secretArn, taskDefinition } from "../programs";

const secret = aws.secretsmanager.Secret.get("secret", secretArn);
const parameter = aws.ssm.Parameter.get("parameter", "/shop/DATABASE_URL");
const { task, execution, reader } = roles("shop");
new aws.iam.RolePolicy("reads", {
  role: reader.name,
  policy: JSON.stringify(
    allow(["ssm:GetParameters", "secretsmanager:GetSecretValue"], [secretArn, parameterArn]),
  ),
});
taskDefinition("shop", {
  taskRole: task.arn,
  executionRole: execution.arn,
  secrets: [secret.arn, parameter.arn, parameter.name],
});

// The key's own policy is not seen from here: it may name the role.
const key = aws.kms.Key.get("key", "11111111-2222-3333-4444-555555555555");
const encrypted = new aws.ssm.Parameter("encrypted", { type: "SecureString", value: "x", keyId: key.arn });
const decrypts = role("encrypted");
new aws.iam.RolePolicyAttachment("encrypted", {
  role: decrypts.name,
  policyArn: "arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess",
});
taskDefinition("encrypted", { executionRole: decrypts.arn, secrets: [encrypted.arn] });
