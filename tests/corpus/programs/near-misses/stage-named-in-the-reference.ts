/** The grant is for the current version, and the reference says that it is the current version. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { executionRole, service, taskDefinition } from "../../parts";

const secret = new aws.secretsmanager.Secret("payments", { name: "prod/payments" });
const value = new aws.secretsmanager.SecretVersion("payments", {
  secretId: secret.id,
  secretString: JSON.stringify({ token: "change-me" }),
});
const execution = executionRole("execution");
const read = new aws.iam.RolePolicy("read", {
  role: execution.name,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        Resource: secret.arn,
        Condition: { "ForAnyValue:StringEquals": { "secretsmanager:VersionStage": "AWSCURRENT" } },
      },
    ],
  }),
});
const payments = taskDefinition(
  "payments",
  [{ secrets: [{ name: "TOKEN", valueFrom: pulumi.interpolate`${secret.arn}:token:AWSCURRENT:` }] }],
  { executionRoleArn: execution.arn },
);
service("payments", { taskDefinition: payments.arn }, { dependsOn: [read, value] });
