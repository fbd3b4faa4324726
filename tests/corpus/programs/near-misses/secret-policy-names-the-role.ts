/** The role has AWS's policy alone; who may read is in the policy of the secret. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { executionRole, service, taskDefinition } from "../../parts";

const execution = executionRole("execution");
const secret = new aws.secretsmanager.Secret("license", {});
const value = new aws.secretsmanager.SecretVersion("license", {
  secretId: secret.arn,
  secretString: "change-me",
});
const policy = new aws.secretsmanager.SecretPolicy("license", {
  secretArn: secret.arn,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: [execution.arn] },
        Action: "secretsmanager:GetSecretValue",
        Resource: "*",
      },
    ],
  }),
});
const report = taskDefinition("report", [{ secrets: [{ name: "LICENSE", valueFrom: value.arn }] }], {
  executionRoleArn: execution.arn,
});
service("report", { taskDefinition: report.arn }, { dependsOn: [policy] });
