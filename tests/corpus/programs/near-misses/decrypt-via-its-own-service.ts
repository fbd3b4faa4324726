/** Decryption by way of either store, in this Region. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { executionRole, service, taskDefinition } from "../../parts";

const key = new aws.kms.Key("config", { enableKeyRotation: true });
const url = new aws.ssm.Parameter("url", { type: "SecureString", keyId: key.keyId, value: "postgres://db" });
const execution = executionRole("execution");
const read = new aws.iam.Policy("read", {
  policy: pulumi.all([url.arn, key.arn]).apply(([parameter, keyArn]) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "ssm:GetParameters", Resource: parameter },
        {
          Effect: "Allow",
          Action: "kms:Decrypt",
          Resource: keyArn,
          Condition: {
            StringLike: { "kms:ViaService": ["ssm.*.amazonaws.com", "secretsmanager.*.amazonaws.com"] },
          },
        },
      ],
    }),
  ),
});
const attached = new aws.iam.RolePolicyAttachment("read", { role: execution, policyArn: read.arn });
const api = taskDefinition("api", [{ secrets: [{ name: "URL", valueFrom: url.arn }] }], {
  executionRoleArn: execution.arn,
});
service("api", { taskDefinition: api.arn }, { dependsOn: [attached] });
