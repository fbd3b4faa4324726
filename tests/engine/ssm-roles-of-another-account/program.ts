/** One program for two accounts, whose execution roles are made elsewhere and have one name. */
import * as aws from "@pulumi/aws";
import { allow, parameterArn, role, secretArn, taskDefinition, variant } from "../programs";

const here = "123456789012";
const there = "222222222222";
const assumeRoles = [{ roleArn: `arn:aws:iam::${there}:role/deploy` }];
const provider = new aws.Provider("there", { region: "eu-central-1", assumeRoles });

for (const [account, options] of Object.entries({ [here]: {}, [there]: { provider } })) {
  const parameter = parameterArn.replace(here, account);
  // A secret can be shared with another account, where it needs the same permission.
  const secrets = ["/shop/DATABASE_URL", secretArn];
  const document = {
    Version: "2012-10-17",
    Statement: [
      ...allow("ssm:GetParameters", parameter).Statement,
      ...allow("secretsmanager:GetSecretValue", secretArn).Statement,
    ],
  };
  const policy = JSON.stringify(document);
  const task = role(`task-${account}`, {}, options);
  new aws.iam.RolePolicy(`task-${account}`, { role: task.name, policy }, options);
  if (account === there || variant === "cured") {
    new aws.iam.RolePolicy(`execution-${account}`, { role: "ecsTaskExecutionRole", policy }, options);
  }
  const executionRole = `arn:aws:iam::${account}:role/ecsTaskExecutionRole`;
  taskDefinition(`shop-${account}`, { taskRole: task.arn, executionRole, secrets }, options);
}
