/** Each way in which Pulumi attaches a policy, all for one new secret; in the variant `swapped` to task roles. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, roles, taskDefinition } from "../programs";

const secret = new aws.secretsmanager.Secret("api-key");
const document = pulumi.jsonStringify(allow("secretsmanager:GetSecretValue", secret.arn));
const policy = new aws.iam.Policy("reads", { policy: document });
const policyArn = policy.arn;

function tasks(name: string, attach: (reader: aws.iam.Role) => void) {
  const { task, execution, reader } = roles(name);
  attach(reader);
  define(name, task, execution);
}

function define(name: string, task: aws.iam.Role, execution: aws.iam.Role) {
  taskDefinition(name, { taskRole: task.arn, executionRole: execution.arn, secrets: [secret.arn] });
}

tasks("role-policy", ({ name }) => {
  new aws.iam.RolePolicy("role-policy", { role: name, policy: document });
});
tasks("role-object", (role) => {
  new aws.iam.RolePolicy("role-object", { role, policy: document });
});
tasks("attachment", (role) => {
  new aws.iam.RolePolicyAttachment("attachment", { role, policyArn });
});
tasks("many-roles", ({ name }) => {
  const own = new aws.iam.Policy("many-roles", { policy: document });
  new aws.iam.PolicyAttachment("many-roles", { roles: [name], policyArn: own.arn });
});
tasks("exclusive", ({ name }) => {
  new aws.iam.RolePolicyAttachmentsExclusive("exclusive", { roleName: name, policyArns: [policyArn] });
});
tasks("aws-policy", ({ name }) => {
  const managed = "arn:aws:iam::aws:policy/SecretsManagerReadWrite";
  new aws.iam.RolePolicyAttachment("aws-policy", { role: name, policyArn: managed });
});

const ofRoles: Record<string, Partial<aws.iam.RoleArgs>> = {
  inline: { inlinePolicies: [{ name: "reads", policy: document }] },
  "managed-arns": { managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", policyArn] },
};
for (const [name, args] of Object.entries(ofRoles)) {
  const { task, execution } = roles(name, args);
  define(name, task, execution);
}
