/** The secret moved from Parameter Store to Secrets Manager, the condition on the key did not. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { executionRole, region, service, taskDefinition } from "../../parts";

const key = new aws.kms.Key("secrets", {});
const secret = new aws.secretsmanager.Secret("oauth", { kmsKeyId: key.arn });
const value = new aws.secretsmanager.SecretVersion("oauth", {
  secretId: secret.id,
  secretString: "change-me",
});
const execution = executionRole("execution");
const read = new aws.iam.RolePolicy("read-oauth", {
  role: execution.name,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secret.arn },
      {
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: key.arn,
        Condition: { StringEquals: { "kms:ViaService": `ssm.${region}.amazonaws.com` } },
      },
    ],
  }),
});
const login = taskDefinition("login", [{ secrets: [{ name: "OAUTH_SECRET", valueFrom: value.arn }] }], {
  executionRoleArn: execution.arn,
});
service("login", { taskDefinition: login.arn }, { dependsOn: [read] });
