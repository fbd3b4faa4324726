/** The secret is there and readable; its key is `pass`, not `password`. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, executionRole, service, taskDefinition } from "../../parts";

const secret = new aws.secretsmanager.Secret("db", { name: "orders/db" });
const value = new aws.secretsmanager.SecretVersion("db", {
  secretId: secret.id,
  secretString: JSON.stringify({ user: "orders", pass: "change-me", host: "db.internal" }),
});
const execution = executionRole("execution");
const read = new aws.iam.RolePolicy("read", {
  role: execution.name,
  policy: pulumi.jsonStringify(allow("secretsmanager:GetSecretValue", secret.arn)),
});
const key = (name: string) => pulumi.interpolate`${value.arn}:${name}::`;
const orders = taskDefinition(
  "orders",
  [
    {
      secrets: [
        { name: "DB_USER", valueFrom: key("user") },
        { name: "DB_PASSWORD", valueFrom: key("password") },
      ],
    },
  ],
  { executionRoleArn: execution.arn },
);
service("orders", { taskDefinition: orders.arn }, { dependsOn: [read] });
