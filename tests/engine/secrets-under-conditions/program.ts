/** Reads of a new secret under conditions and variables, of which some are known before AWS makes anything. */
import * as aws from "@pulumi/aws";
import { role, taskDefinition } from "../programs";

const team = { team: "shop" };
const key = new aws.kms.Key("key");
const secret = new aws.secretsmanager.Secret("api-key", {
  name: "shop/api-key",
  kmsKeyId: key.arn,
  tags: team,
});

interface Terms {
  read?: object;
  decrypt?: object;
  resource?: string;
  tags?: Record<string, string>;
}

/** A task whose execution role reads the secret and decrypts with its key, on the given terms. */
function tasks(name: string, { read, decrypt, resource = "*", tags }: Terms) {
  const under = (Condition?: object) => (Condition ? { Condition } : {});
  const execution = role(name, { tags });
  new aws.iam.RolePolicy(name, {
    role: execution.name,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: resource, ...under(read) },
        { Effect: "Allow", Action: "kms:Decrypt", Resource: "*", ...under(decrypt) },
      ],
    }),
  });
  taskDefinition(name, { executionRole: execution.arn, secrets: [secret.arn] });
}

const equals = (condition: string, value: string) => ({ StringEquals: { [condition]: value } });
const here = "secretsmanager.eu-central-1.amazonaws.com";

tasks("via-service", { decrypt: equals("kms:ViaService", here) });
tasks("tagged", { read: equals("aws:ResourceTag/team", "shop") });
tasks("own-tag", { read: equals("secretsmanager:ResourceTag/team", "shop") });
tasks("tag-of-role", {
  resource: "arn:aws:secretsmanager:*:*:secret:${aws:PrincipalTag/team}/*",
  tags: team,
});
tasks("region", { read: equals("aws:RequestedRegion", "eu-central-1") });

tasks("via-parameter-store", { decrypt: equals("kms:ViaService", "ssm.eu-central-1.amazonaws.com") });
tasks("other-tag", { read: equals("aws:ResourceTag/team", "billing") });
tasks("no-tag-of-role", { resource: "arn:aws:secretsmanager:*:*:secret:${aws:PrincipalTag/team}/*" });
tasks("other-region", { read: equals("aws:RequestedRegion", "us-east-1") });

tasks("network", { read: equals("aws:SourceVpce", "vpce-1") });
