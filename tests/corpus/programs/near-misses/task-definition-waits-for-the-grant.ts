/** The task definition waits for the grant and for the value, and the service for the task definition. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, executionRole, service, taskDefinition } from "../../parts";

const secret = new aws.secretsmanager.Secret("token", {});
const value = new aws.secretsmanager.SecretVersion("token", {
  secretId: secret.id,
  secretString: "change-me",
});
const execution = executionRole("execution");
const read = new aws.iam.RolePolicy("read", {
  role: execution.name,
  policy: pulumi.jsonStringify(allow("secretsmanager:GetSecretValue", secret.arn)),
});
const bot = taskDefinition(
  "bot",
  [{ secrets: [{ name: "TOKEN", valueFrom: secret.arn }] }],
  { executionRoleArn: execution.arn },
  { dependsOn: [read, value] },
);
service("bot", { taskDefinition: bot.arn, waitForSteadyState: true });
