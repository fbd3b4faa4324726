/** What a Deny, a boundary or a condition leaves of a read. */
import * as aws from "@pulumi/aws";
import { allow, parameterArn, readParameters, role, taskDefinition } from "../programs";

const all = (Effect: string, Action: string, Resource: string, more = {}) => ({
  Version: "2012-10-17",
  Statement: { Effect, Action, Resource, ...more },
});

/** A task role with the read and an execution role with the given document. */
function pair(name: string, onTask: object[], onExecution: object[], boundary?: string) {
  const task = role(`${name}-task`);
  const execution = role(
    `${name}-execution`,
    boundary === undefined ? {} : { permissionsBoundary: boundary },
  );
  for (const [target, documents] of [
    [task, onTask],
    [execution, onExecution],
  ] as const) {
    documents.forEach((document, index) => {
      const of = target === task ? "task" : "execution";
      new aws.iam.RolePolicy(`${name}-${of}-${index}`, {
        role: target.name,
        policy: JSON.stringify(document),
      });
    });
  }
  taskDefinition(name, { taskRole: task.arn, executionRole: execution.arn });
}

pair("denied-execution", [readParameters], [readParameters, all("Deny", "ssm:*", "*")]);
pair("denied-task", [readParameters, all("Deny", "ssm:Get*", "*")], []);
pair(
  "denied-elsewhere",
  [readParameters],
  [readParameters, all("Deny", "ssm:GetParameters", "arn:aws:ssm:*:*:parameter/other/*")],
);
pair("singular-execution", [readParameters], [allow("ssm:GetParameter", `${parameterArn}*`)]);
pair("bounded-execution", [readParameters], [readParameters], "arn:aws:iam::aws:policy/AmazonS3FullAccess");
pair("wide-boundary", [readParameters], [readParameters], "arn:aws:iam::aws:policy/PowerUserAccess");
pair(
  "conditional-execution",
  [readParameters],
  [all("Allow", "ssm:GetParameters", "*", { Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } })],
);
pair(
  "not-action",
  [readParameters],
  [{ Version: "2012-10-17", Statement: [{ Effect: "Allow", NotAction: "iam:*", Resource: "*" }] }],
);
