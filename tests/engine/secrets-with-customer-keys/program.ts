/** Secrets that customer keys encrypt: who reads them must be allowed to decrypt, by its own policies or the key's. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, role, taskDefinition, variant } from "../programs";

/** A task whose execution role reads one secret by AWS's policy and has a document of its own. */
function tasks(
  name: string,
  secret: aws.secretsmanager.Secret | aws.ssm.Parameter,
  document?: object,
  execution = role(name),
) {
  const managed = secret instanceof aws.ssm.Parameter ? "AmazonSSMReadOnlyAccess" : "SecretsManagerReadWrite";
  new aws.iam.RolePolicyAttachment(name, {
    role: execution.name,
    policyArn: `arn:aws:iam::aws:policy/${managed}`,
  });
  if (document)
    new aws.iam.RolePolicy(name, { role: execution.name, policy: pulumi.jsonStringify(document) });
  taskDefinition(name, { executionRole: execution.arn, secrets: [secret.arn] });
}
const secret = (name: string, kmsKeyId: pulumi.Input<string>) =>
  new aws.secretsmanager.Secret(name, { kmsKeyId });
const cure = variant === "cured" ? allow("kms:Decrypt", "*") : undefined;

// With its default policy a key leaves the decision to the policies of roles.
const key = new aws.kms.Key("default");
const alias = new aws.kms.Alias("default", { name: "alias/shop", targetKeyId: key.keyId });
tasks("by-key", secret("by-key", key.arn), cure);
tasks("by-key-id", secret("by-key-id", key.id), cure);
tasks("by-alias", secret("by-alias", alias.name), cure);
tasks("decrypts", secret("decrypts", key.arn), allow("kms:Decrypt", key.arn));
tasks("alias-in-policy", secret("alias-in-policy", key.arn), cure ?? allow("kms:Decrypt", alias.arn));
tasks("aws-key", secret("aws-key", "alias/aws/secretsmanager"));

// A key whose policy names the role needs nothing else.
const named = role("named-by-key");
const toAccount = { AWS: "arn:aws:iam::123456789012:root" };
const naming = new aws.kms.Key("naming", {
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: toAccount, Action: "kms:*", Resource: "*" },
      { Effect: "Allow", Principal: { AWS: named.arn }, Action: "kms:Decrypt", Resource: "*" },
    ],
  }),
});
tasks("named-by-key", secret("named-by-key", naming.arn), undefined, named);
tasks("not-named-by-key", secret("not-named-by-key", naming.arn), cure);

// Parameters: only those of type SecureString are encrypted.
for (const type of ["SecureString", "String"]) {
  tasks(type, new aws.ssm.Parameter(type, { type, value: "x", keyId: key.arn }), cure);
}
