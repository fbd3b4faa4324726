/** Grants that the program gives up; a refresh before has copied them into the outputs of the roles. */
import * as aws from "@pulumi/aws";
import { readSecret, role, secretArn, taskDefinition, variant } from "../programs";

function tasks(name: string, executionRole: aws.iam.Role) {
  taskDefinition(name, { executionRole: executionRole.arn, secrets: [secretArn] });
}

const isKept = variant !== "given-up";
const policy = JSON.stringify(readSecret);
const document = new aws.iam.Policy("reads", { policy });

const inline = role("inline");
if (isKept) new aws.iam.RolePolicy("inline", { role: inline.name, policy });
tasks("inline", inline);

const attached = role("attached");
if (isKept) new aws.iam.RolePolicyAttachment("attached", { role: attached.name, policyArn: document.arn });
tasks("attached", attached);

const many = role("many");
new aws.iam.PolicyAttachment("many", {
  roles: [role("another").name, ...(isKept ? [many.name] : [])],
  policyArn: new aws.iam.Policy("many", { policy }).arn,
});
tasks("many", many);

tasks("in-role", role("in-role", isKept ? { inlinePolicies: [{ name: "reads", policy }] } : {}));
