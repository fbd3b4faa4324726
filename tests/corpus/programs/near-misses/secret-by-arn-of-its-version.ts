import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, executionRole, service, taskDefinition } from "../../parts";

const secret = new aws.secretsmanager.Secret("db");
const version = new aws.secretsmanager.SecretVersion("db", {
  secretId: secret.id,
  secretString: new pulumi.Config().getSecret("db") ?? "to be set",
});
const exec = executionRole("exec");
const read = new aws.iam.RolePolicy("read", {
  role: exec.name,
  policy: pulumi.jsonStringify(allow("secretsmanager:GetSecretValue", secret.arn)),
});
const shop = taskDefinition("shop", [{ secrets: [{ name: "DB", valueFrom: version.arn }] }], {
  executionRoleArn: exec.arn,
});
service("shop", { taskDefinition: shop.arn }, { dependsOn: [read] });
