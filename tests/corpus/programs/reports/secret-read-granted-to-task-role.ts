import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { executionRole, image, role, service, taskDefinition } from "../../parts";

const config = new pulumi.Config();
const secret = (name: string) => {
  const made = new aws.secretsmanager.Secret(name, { name: `latency/${name}` });
  const secretString = config.getSecret(name) ?? "to be set";
  return new aws.secretsmanager.SecretVersion(name, { secretId: made.id, secretString });
};
const key = secret("key");
const account = secret("account");

const exec = executionRole("exec");
const app = role("app");
const policy = new aws.iam.RolePolicy("task-secrets", {
  role: app.id,
  policy: pulumi.all([key.arn, account.arn]).apply((arns) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: arns }],
    }),
  ),
});
const e2e = taskDefinition("e2e", [], {
  executionRoleArn: exec.arn,
  taskRoleArn: app.arn,
  containerDefinitions: pulumi.all([key.arn, account.arn]).apply(([first, second]) =>
    JSON.stringify([
      {
        name: "e2e",
        image,
        secrets: [
          { name: "KEY", valueFrom: first },
          { name: "ACCOUNT", valueFrom: second },
        ],
      },
    ]),
  ),
});
service("e2e", { taskDefinition: e2e.arn }, { dependsOn: [policy] });
