/** Policies that secrets and keys carry themselves; no policy of a role says anything unless it is named. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, role, taskDefinition } from "../programs";

const document = (...statements: object[]) =>
  pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });
const readBy = (AWS: pulumi.Input<string>, Effect = "Allow") => ({
  Effect,
  Principal: { AWS },
  Action: "secretsmanager:GetSecretValue",
  Resource: "*",
});
const readsAll = JSON.stringify(allow("secretsmanager:GetSecretValue", "*"));
const other = role("other");

/** A task with a secret whose policy the statement makes up. */
function tasks(name: string, statement: (arn: pulumi.Output<string>) => object, reads = false) {
  const execution = role(name);
  if (reads) new aws.iam.RolePolicy(name, { role: execution.name, policy: readsAll });
  const secret = new aws.secretsmanager.Secret(name);
  new aws.secretsmanager.SecretPolicy(name, {
    secretArn: secret.arn,
    policy: document(statement(execution.arn)),
  });
  taskDefinition(name, { executionRole: execution.arn, secrets: [secret.arn] });
}
tasks("named", (arn) => readBy(arn));
tasks("other-named", () => readBy(other.arn));
tasks("other-named-too", () => readBy(other.arn), true);
tasks("denied", (arn) => readBy(arn, "Deny"), true);
tasks("all-denied", () => readBy("*", "Deny"), true);

const inline = role("inline");
const withPolicy = new aws.secretsmanager.Secret("inline", { policy: document(readBy(inline.arn)) });
taskDefinition("inline", { executionRole: inline.arn, secrets: [withPolicy.arn] });

/** A task that reads a secret of the key; what lets it decrypt is not with the role. */
function encrypted(name: string, allowDecrypt: (key: aws.kms.Key, role: aws.iam.Role) => void) {
  const key = new aws.kms.Key(name);
  const execution = role(name);
  new aws.iam.RolePolicy(name, { role: execution.name, policy: readsAll });
  allowDecrypt(key, execution);
  const secret = new aws.secretsmanager.Secret(name, { kmsKeyId: key.arn });
  taskDefinition(name, { executionRole: execution.arn, secrets: [secret.arn] });
}
const decrypt = (AWS: pulumi.Input<string>) => ({
  Effect: "Allow",
  Principal: { AWS },
  Action: "kms:Decrypt",
  Resource: "*",
});
encrypted("key-policy", (key, { arn }) => {
  new aws.kms.KeyPolicy("key-policy", { keyId: key.id, policy: document(decrypt(arn)) });
});
encrypted("key-grant", (key, { arn }) => {
  new aws.kms.Grant("key-grant", { keyId: key.keyId, granteePrincipal: arn, operations: ["Decrypt"] });
});
encrypted("key-policy-of-other", (key) => {
  new aws.kms.KeyPolicy("key-policy-of-other", { keyId: key.id, policy: document(decrypt(other.arn)) });
});
