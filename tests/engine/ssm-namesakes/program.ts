/** Roles of the same names in two accounts; in one of them the read is missing on the execution role. */
import * as aws from "@pulumi/aws";
import { allow, role, taskDefinition } from "../programs";

for (const account of ["111111111111", "222222222222"]) {
  const provider = new aws.Provider(account, {
    region: "eu-central-1",
    assumeRoles: [{ roleArn: `arn:aws:iam::${account}:role/deploy` }],
  });
  const parameter = `arn:aws:ssm:eu-central-1:${account}:parameter/shop/DATABASE_URL`;
  for (const name of ["right", "wrong"]) {
    const task = role(`${name}-task-${account}`, { name: `${name}-task` }, { provider });
    const execution = role(`${name}-execution-${account}`, { name: `${name}-execution` }, { provider });
    const policy = JSON.stringify(allow("ssm:GetParameters", parameter));
    new aws.iam.RolePolicy(`${name}-task-reads-${account}`, { role: task.name, policy }, { provider });
    if (name === "right" || account === "111111111111") {
      new aws.iam.RolePolicy(
        `${name}-execution-reads-${account}`,
        { role: execution.name, policy },
        { provider },
      );
    }
    taskDefinition(
      `${name}-${account}`,
      { taskRole: task.arn, executionRole: execution.arn, secrets: [parameter] },
      { provider },
    );
  }
}
