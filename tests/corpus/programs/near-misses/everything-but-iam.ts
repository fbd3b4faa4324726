/** A grant of everything but IAM, as in AWS's PowerUserAccess. */
import * as aws from "@pulumi/aws";
import { role, service, taskDefinition } from "../../parts";

const key = new aws.kms.Key("key", {});
const secret = new aws.secretsmanager.Secret("session", { kmsKeyId: key.arn });
const value = new aws.secretsmanager.SecretVersion("session", {
  secretId: secret.id,
  secretString: "change-me",
});
const execution = role("execution", {
  inlinePolicies: [
    {
      name: "power",
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", NotAction: ["iam:*", "organizations:*"], Resource: "*" }],
      }),
    },
  ],
});
const admin = taskDefinition("admin", [{ secrets: [{ name: "SESSION", valueFrom: value.arn }] }], {
  executionRoleArn: execution.arn,
});
service("admin", { taskDefinition: admin.arn });
