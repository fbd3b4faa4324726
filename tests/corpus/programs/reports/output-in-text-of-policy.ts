import * as aws from "@pulumi/aws";
import { executionRole, service, taskDefinition } from "../../parts";

const secret = new aws.secretsmanager.Secret("token", { name: "ohi/token" });
const value = new aws.secretsmanager.SecretVersion("token", { secretId: secret.id, secretString: "x" });
const read = new aws.iam.Policy("read", {
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secret.arn }],
  }),
});
const exec = executionRole("exec");
const attached = new aws.iam.RolePolicyAttachment("read", { role: exec.name, policyArn: read.arn });
const ohi = taskDefinition("ohi", [{ secrets: [{ name: "TOKEN", valueFrom: value.arn }] }], {
  executionRoleArn: exec.arn,
});
service("ohi", { taskDefinition: ohi.arn }, { dependsOn: [attached] });
