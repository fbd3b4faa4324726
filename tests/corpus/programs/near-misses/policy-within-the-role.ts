/** Nothing to wait for: the policies are parts of the role, which the task definition names. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, executionRole, logsTo, service, taskDefinition } from "../../parts";

const secret = new aws.secretsmanager.Secret("token", { name: "bot/token" });
const value = new aws.secretsmanager.SecretVersion("token", {
  secretId: secret.id,
  secretString: "change-me",
});
const execution = executionRole("execution", {
  inlinePolicies: [
    { name: "token", policy: pulumi.jsonStringify(allow("secretsmanager:GetSecretValue", secret.arn)) },
  ],
});
const group = new aws.cloudwatch.LogGroup("bot", { retentionInDays: 7 });
const bot = taskDefinition(
  "bot",
  [{ secrets: [{ name: "TOKEN", valueFrom: value.arn }], logConfiguration: logsTo(group.name) }],
  { executionRoleArn: execution.arn },
);
service("bot", { taskDefinition: bot.arn, deploymentCircuitBreaker: { enable: true, rollback: true } });
