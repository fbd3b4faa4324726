import * as aws from "@pulumi/aws";
import { account, allow, executionRole, region, service, taskDefinition } from "../../parts";

const virginia = new aws.Provider("virginia", { region: "us-east-1" });
const secret = new aws.secretsmanager.Secret(
  "database-url",
  { name: "rewards/database-url", replicas: [{ region }] },
  { provider: virginia },
);
const value = new aws.secretsmanager.SecretVersion(
  "database-url",
  { secretId: secret.id, secretString: "postgres://" },
  { provider: virginia },
);
const replica = value.arn.apply((arn) => arn.replace(":us-east-1:", `:${region}:`));
const exec = executionRole("rewards");
const read = new aws.iam.RolePolicy("rewards", {
  role: exec.name,
  policy: JSON.stringify(
    allow(
      "secretsmanager:GetSecretValue",
      `arn:aws:secretsmanager:${region}:${account}:secret:rewards/database-url-??????`,
    ),
  ),
});
const rewards = taskDefinition("rewards", [{ secrets: [{ name: "DATABASE_URL", valueFrom: replica }] }], {
  executionRoleArn: exec.arn,
});
service("rewards", { taskDefinition: rewards.arn }, { dependsOn: [read] });
