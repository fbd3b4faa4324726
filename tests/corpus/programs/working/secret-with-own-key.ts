import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { executionRole, service, taskDefinition } from "../../parts";

const config = new pulumi.Config();
const key = new aws.kms.Key("payments", { enableKeyRotation: true });
const secret = new aws.secretsmanager.Secret("payments", { kmsKeyId: key.arn });
const value = new aws.secretsmanager.SecretVersion("payments", {
  secretId: secret.id,
  secretString: pulumi.jsonStringify({ token: config.getSecret("token") ?? "none yet", merchant: "4711" }),
});
const execution = executionRole("payments");
const reads = new aws.iam.RolePolicy("payments-secret", {
  role: execution.name,
  policy: pulumi.all([secret.arn, key.arn]).apply(([secretArn, keyArn]) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Sid: "Secret", Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: [secretArn] },
        { Sid: "Key", Effect: "Allow", Action: ["kms:Decrypt"], Resource: [keyArn] },
      ],
    }),
  ),
});
const payments = taskDefinition(
  "payments",
  [
    {
      secrets: ["token", "merchant"].map((name) => ({
        name: name.toUpperCase(),
        valueFrom: pulumi.interpolate`${secret.arn}:${name}::`,
      })),
    },
  ],
  { executionRoleArn: execution.arn },
);
service("payments", { taskDefinition: payments.arn }, { dependsOn: [reads, value] });
