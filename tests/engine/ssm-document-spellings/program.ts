/** Reads of a new parameter, by every spelling of a document; the variant `swapped` gives them to the task role. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, readFiles, roles, taskDefinition } from "../programs";

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
  // Known from the beginning: the name of a parameter is not computed.
  "by-name": parameter.name.apply((name) =>
    JSON.stringify(allow("ssm:GetParameters", `arn:aws:ssm:*:*:parameter/${name}`)),
  ),
  "output-invoke": aws.iam.getPolicyDocumentOutput({
    statements: [{ actions: ["ssm:GetParameters"], resources: [parameter.arn] }],
  }).json,
};
for (const [spelling, policy] of Object.entries(spellings)) {
  const { task, execution, reader } = roles(spelling);
  new aws.iam.RolePolicy(`${spelling}-reads`, { role: reader.name, policy });
  const other = reader === task ? execution : task;
  new aws.iam.RolePolicy(`${spelling}-files`, { role: other.name, policy: JSON.stringify(readFiles) });
  taskDefinition(spelling, { taskRole: task.arn, executionRole: execution.arn, secrets: [parameter.arn] });
}
