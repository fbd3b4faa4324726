/** The text of the secret is put together from outputs, and holds each key that is asked for. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, executionRole, service, taskDefinition } from "../../parts";

const settings = new pulumi.Config();
const secret = new aws.secretsmanager.Secret("db", {});
const value = new aws.secretsmanager.SecretVersion("db", {
  secretId: secret.id,
  secretString: pulumi.jsonStringify({
    username: "orders",
    password: settings.getSecret("password") ?? pulumi.secret("change-me"),
  }),
});
const execution = executionRole("execution");
const read = new aws.iam.RolePolicy("read", {
  role: execution.name,
  policy: secret.arn.apply((arn) => JSON.stringify(allow("secretsmanager:GetSecretValue", `${arn}*`))),
});
const orders = taskDefinition(
  "orders",
  [
    {
      secrets: ["username", "password"].map((key) => ({
        name: `DB_${key.toUpperCase()}`,
        valueFrom: pulumi.concat(value.arn, ":", key, "::"),
      })),
    },
  ],
  { executionRoleArn: execution.arn },
);
service("orders", { taskDefinition: orders.arn }, { dependsOn: [read] });
