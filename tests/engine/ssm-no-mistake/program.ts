/** Task roles that look like the mistake and are none. */
import * as aws from "@pulumi/aws";
import {
  allow,
  parameterArn,
  readParameters,
  readSecret,
  role,
  secretArn,
  taskDefinition,
} from "../programs";

/** A task role with a document, and an execution role that reads the container's secret in Secrets Manager. */
function task(name: string, document: object, secrets = [secretArn]) {
  const taskRole = role(`${name}-task`);
  const execution = role(`${name}-execution`);
  new aws.iam.RolePolicy(name, { role: taskRole.name, policy: JSON.stringify(document) });
  new aws.iam.RolePolicy(`${name}-secret`, { role: execution.name, policy: JSON.stringify(readSecret) });
  taskDefinition(name, { taskRole: taskRole.arn, executionRole: execution.arn, secrets });
}

// ECS Exec.
task("exec", allow(["ssmmessages:CreateControlChannel", "ssmmessages:OpenDataChannel"], "*"));
// Another service's ARNs.
task(
  "secrets-manager",
  allow(["ssm:GetParameters", "secretsmanager:GetSecretValue"], "arn:aws:secretsmanager:*:*:secret:shop-*"),
);
// Names that AWS publishes or its agents keep.
task("public-parameters", allow("ssm:GetParameters", "arn:aws:ssm:*::parameter/aws/service/ecs/*"));
task("agent-configuration", allow("ssm:GetParameter", "arn:aws:ssm:*:*:parameter/AmazonCloudWatch-*"));
// Other actions on parameters.
task("writes", allow(["ssm:PutParameter", "ssm:DescribeParameters"], "*"));
// Wide grants, where the containers take no secret from Parameter Store.
task("administrator", allow("*", "*"), []);
task("secret-value", allow("*", "*"));

// One role for both purposes.
const both = role("both");
new aws.iam.RolePolicy("both", { role: both.name, policy: JSON.stringify(readParameters) });
taskDefinition("both", { taskRole: both.arn, executionRole: both.arn });

// A reader that no task definition has for its task role.
const lambda = role("lambda");
new aws.iam.RolePolicy("lambda", {
  role: lambda.name,
  policy: JSON.stringify(allow("ssm:GetParameter", parameterArn)),
});

// AWS's policies that are attached for other reasons.
const agent = role("agent-task", {
  managedPolicyArns: [
    "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
    "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    "arn:aws:iam::aws:policy/ReadOnlyAccess",
  ],
});
taskDefinition("agent", { taskRole: agent.arn, executionRole: role("agent-execution").arn, secrets: [] });
