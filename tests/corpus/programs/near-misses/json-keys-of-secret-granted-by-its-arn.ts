import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, executionRole, service, taskDefinition } from "../../parts";

const credentials = new aws.secretsmanager.Secret("credentials", { name: "shop/credentials" });
const value = new aws.secretsmanager.SecretVersion("credentials", {
  secretId: credentials.id,
  secretString: JSON.stringify({ user: "shop", password: "to be set" }),
});
const exec = executionRole("exec");
const read = new aws.iam.RolePolicy("read", {
  role: exec.name,
  policy: pulumi.jsonStringify(allow("secretsmanager:GetSecretValue", credentials.arn)),
});
const shop = taskDefinition(
  "shop",
  [
    {
      secrets: ["user", "password"].map((key) => ({
        name: key.toUpperCase(),
        valueFrom: pulumi.interpolate`${credentials.arn}:${key}::`,
      })),
    },
  ],
  { executionRoleArn: exec.arn },
);
service("shop", { taskDefinition: shop.arn }, { dependsOn: [read, value] });
