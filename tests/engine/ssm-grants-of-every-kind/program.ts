/** The read is on the task role, in every way in which Pulumi attaches a policy; the variant `cured` swaps the roles. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { parameterArn, readFiles, readParameters, role, taskDefinition, variant } from "../programs";

/** Makes both roles; `read` goes to the wrong one, or in the variant to the right one. */
function pair(name: string, attach: (role: aws.iam.Role, document: object, suffix: string) => void) {
  const task = role(`${name}-task`);
  const execution = role(`${name}-execution`);
  const [reader, other] = variant === "cured" ? [execution, task] : [task, execution];
  attach(reader, readParameters, "reads");
  attach(other, readFiles, "files");
  taskDefinition(name, { taskRole: task.arn, executionRole: execution.arn });
}

pair("object", (target, document, suffix) => {
  new aws.iam.RolePolicy(`object-${suffix}`, {
    role: target.name,
    policy: document as aws.iam.PolicyDocument,
  });
});
pair("json-text", (target, document, suffix) => {
  new aws.iam.RolePolicy(`json-text-${suffix}`, { role: target.id, policy: JSON.stringify(document) });
});
pair("json-stringify", (target, document, suffix) => {
  new aws.iam.RolePolicy(`json-stringify-${suffix}`, {
    role: target,
    policy: pulumi.jsonStringify(document),
  });
});
pair("attachment", (target, document, suffix) => {
  const policy = new aws.iam.Policy(`attachment-${suffix}-policy`, {
    policy: pulumi.jsonStringify(document),
  });
  new aws.iam.RolePolicyAttachment(`attachment-${suffix}`, { role: target.name, policyArn: policy.arn });
});
pair("many-roles", (target, document, suffix) => {
  const policy = new aws.iam.Policy(`many-roles-${suffix}-policy`, { policy: JSON.stringify(document) });
  new aws.iam.PolicyAttachment(`many-roles-${suffix}`, { roles: [target.name], policyArn: policy.arn });
});
pair("managed", (target, document, suffix) => {
  const name = document === readParameters ? "AmazonSSMReadOnlyAccess" : "AmazonS3ReadOnlyAccess";
  new aws.iam.RolePolicyAttachment(`managed-${suffix}`, {
    role: target.name,
    policyArn: `arn:aws:iam::aws:policy/${name}`,
  });
});
pair("document-invoke", (target, document, suffix) => {
  const actions = document === readParameters ? ["ssm:GetParameters"] : ["s3:GetObject"];
  const rendered = aws.iam.getPolicyDocumentOutput({ statements: [{ actions, resources: [parameterArn] }] });
  new aws.iam.RolePolicy(`document-invoke-${suffix}`, { role: target.name, policy: rendered.json });
});

const inline = { name: "inline", policy: JSON.stringify(readParameters) };
const reader = role("inline-reader", { inlinePolicies: [inline] });
const other = role("inline-other", { managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] });
const [task, execution] = variant === "cured" ? [other, reader] : [reader, other];
taskDefinition("inline", { taskRole: task.arn, executionRole: execution.arn });

const managedReader = role("managed-arns-reader", {
  managedPolicyArns: [
    "arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess",
    "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
  ],
});
taskDefinition("managed-arns", {
  taskRole: variant === "cured" ? other.arn : managedReader.arn,
  executionRole: variant === "cured" ? managedReader.arn : other.arn,
});
