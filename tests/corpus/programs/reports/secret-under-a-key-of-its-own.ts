import * as aws from "@pulumi/aws";
import { allow, executionRole, service, taskDefinition } from "../../parts";

const key = new aws.kms.Key("secrets", { description: "Secrets of this application" });
new aws.kms.Alias("secrets", { name: "alias/myapp/secrets", targetKeyId: key.keyId });
const secret = new aws.secretsmanager.Secret("app", { name: "prod/app/mysecret", kmsKeyId: key.arn });
const value = new aws.secretsmanager.SecretVersion("app", {
  secretId: secret.id,
  secretString: "set by hand later",
});

const execution = executionRole("app-execution");
const read = new aws.iam.RolePolicy("app-execution", {
  role: execution.name,
  policy: secret.arn.apply((arn) => JSON.stringify(allow("secretsmanager:GetSecretValue", arn))),
});
const definition = taskDefinition("app", [{ secrets: [{ name: "SECRET_VALUE", valueFrom: secret.arn }] }], {
  executionRoleArn: execution.arn,
});
service("app", { taskDefinition: definition.arn }, { dependsOn: [value, read] });
