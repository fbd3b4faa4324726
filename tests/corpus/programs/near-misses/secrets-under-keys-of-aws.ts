import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, executionRole, service, taskDefinition } from "../../parts";

const secret = new aws.secretsmanager.Secret("db", { kmsKeyId: "alias/aws/secretsmanager" });
const value = new aws.secretsmanager.SecretVersion("db", { secretId: secret.id, secretString: "x" });
const parameter = new aws.ssm.Parameter("key", {
  name: "/shop/key",
  type: "SecureString",
  keyId: "alias/aws/ssm",
  value: "x",
});
const exec = executionRole("exec");
const reads = [
  allow("secretsmanager:GetSecretValue", secret.arn),
  allow("ssm:GetParameters", parameter.arn),
].map(
  (document, index) =>
    new aws.iam.RolePolicy(`read-${index}`, { role: exec.name, policy: pulumi.jsonStringify(document) }),
);
const shop = taskDefinition(
  "shop",
  [
    {
      secrets: [
        { name: "DB", valueFrom: secret.arn },
        { name: "KEY", valueFrom: parameter.arn },
      ],
    },
  ],
  { executionRoleArn: exec.arn },
);
service("shop", { taskDefinition: shop.arn }, { dependsOn: [...reads, value] });
