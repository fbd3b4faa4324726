import * as aws from "@pulumi/aws";
import { account, executionRole, region, service, taskDefinition } from "../../parts";

const secret = `arn:aws:secretsmanager:${region}:${account}:secret:cztack/token-a1B2c3`;
const exec = executionRole("exec");
const read = new aws.iam.RolePolicy("read", {
  role: exec.name,
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        Resource: secret,
        Condition: { StringEqualsIfExists: { "secretsmanager:VersionStage": "AWSCURRENT" } },
      },
    ],
  }),
});
const app = taskDefinition("app", [{ secrets: [{ name: "TOKEN", valueFrom: secret }] }], {
  executionRoleArn: exec.arn,
});
service("app", { taskDefinition: app.arn }, { dependsOn: [read] });
