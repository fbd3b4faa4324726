import * as aws from "@pulumi/aws";
import { account, allow, executionRole, region, service, taskDefinition } from "../../parts";

const name = "rewards/database-url";
const exec = executionRole("rewards");
const read = new aws.iam.RolePolicy("rewards", {
  role: exec.name,
  policy: JSON.stringify(
    allow("secretsmanager:GetSecretValue", `arn:aws:secretsmanager:${region}:${account}:secret:${name}-*`),
  ),
});
const rewards = taskDefinition(
  "rewards",
  [
    {
      secrets: [
        {
          name: "DATABASE_URL",
          valueFrom: `arn:aws:secretsmanager:us-east-1:${account}:secret:${name}-5HyPh7`,
        },
      ],
    },
  ],
  { executionRoleArn: exec.arn },
);
service("rewards", { taskDefinition: rewards.arn }, { dependsOn: [read] });
