/** The execution role reads a new parameter, by every spelling of a document; task roles get other things. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, readFiles, role, taskDefinition } from "../programs";

const parameter = new aws.ssm.Parameter("database-url", { type: "SecureString", value: "postgres://" });

const spellings: Record<string, aws.iam.RolePolicyArgs["policy"]> = {
  object: allow("ssm:GetParameters", parameter.arn) as aws.iam.PolicyDocument,
  stringify: pulumi.jsonStringify(allow("ssm:GetParameters", parameter.arn)),
  interpolate: pulumi.interpolate`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ssm:GetParameters","Resource":"${parameter.arn}"}]}`,
  apply: parameter.arn.apply((arn) => JSON.stringify(allow("ssm:GetParameters", arn))),
  invoke: parameter.arn.apply((arn) =>
    aws.iam
      .getPolicyDocument({ statements: [{ actions: ["ssm:GetParameters"], resources: [arn] }] })
      .then(({ json }) => json),
  ),
  "output-invoke": aws.iam.getPolicyDocumentOutput({
    statements: [{ actions: ["ssm:GetParameters"], resources: [parameter.arn] }],
  }).json,
};
for (const [spelling, policy] of Object.entries(spellings)) {
  const task = role(`${spelling}-task`);
  const execution = role(`${spelling}-execution`);
  new aws.iam.RolePolicy(`${spelling}-reads`, { role: execution.name, policy });
  new aws.iam.RolePolicy(`${spelling}-files`, { role: task.name, policy: JSON.stringify(readFiles) });
  taskDefinition(spelling, { taskRole: task.arn, executionRole: execution.arn, secrets: [parameter.arn] });
}
