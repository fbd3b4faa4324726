/** The right to decrypt is in the policy of the key, and not with the role. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, allow, executionRole, service, taskDefinition } from "../../parts";

const execution = executionRole("execution");
const key = new aws.kms.Key("secrets", {
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "kms:*", Resource: "*" },
      {
        Effect: "Allow",
        Principal: { AWS: execution.arn },
        Action: ["kms:Decrypt", "kms:DescribeKey"],
        Resource: "*",
      },
    ],
  }),
});
const secret = new aws.secretsmanager.Secret("oauth", { kmsKeyId: key.arn });
const value = new aws.secretsmanager.SecretVersion("oauth", {
  secretId: secret.id,
  secretString: "change-me",
});
const read = new aws.iam.RolePolicy("read-oauth", {
  role: execution.name,
  policy: pulumi.jsonStringify(allow("secretsmanager:GetSecretValue", secret.arn)),
});
const login = taskDefinition("login", [{ secrets: [{ name: "OAUTH_SECRET", valueFrom: value.arn }] }], {
  executionRoleArn: execution.arn,
});
service("login", { taskDefinition: login.arn }, { dependsOn: [read] });
