/** Everything is there, but the reference is the name of the secret and not its ARN. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, executionRole, service, taskDefinition } from "../../parts";

const secret = new aws.secretsmanager.Secret("crm-token", { name: "crm-token" });
const value = new aws.secretsmanager.SecretVersion("crm-token", {
  secretId: secret.id,
  secretString: "change-me",
});
const execution = executionRole("execution");
const read = new aws.iam.RolePolicy("read", {
  role: execution.name,
  policy: pulumi.jsonStringify(allow(["secretsmanager:GetSecretValue", "ssm:GetParameters"], "*")),
});
const crm = taskDefinition("crm", [{ secrets: [{ name: "TOKEN", valueFrom: secret.name }] }], {
  executionRoleArn: execution.arn,
});
service("crm", { taskDefinition: crm.arn }, { dependsOn: [read, value] });
