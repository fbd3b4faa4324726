/** Ways to say which role a policy is for, and which roles a task definition has. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { readFiles, readParameters, role, taskDefinition } from "../programs";

const account = aws.getCallerIdentityOutput().accountId;

const named = role("named", { name: "shop-execution" });
new aws.iam.RolePolicy("by-literal", { role: "shop-execution", policy: JSON.stringify(readParameters) });
const task = role("task", { path: "/shop/" });
new aws.iam.RolePolicy("task-files", { role: task, policy: JSON.stringify(readFiles) });
taskDefinition("literal-arn", {
  taskRole: task.arn,
  executionRole: pulumi.interpolate`arn:aws:iam::${account}:role/shop-execution`,
});

const prefixed = role("prefixed", { namePrefix: "shop-" });
new aws.iam.RolePolicy("by-id", { role: prefixed.id, policy: JSON.stringify(readParameters) });
taskDefinition("prefixed", { taskRole: task.arn, executionRole: prefixed.arn });

const many = new aws.iam.Policy("many", { policy: JSON.stringify(readParameters) });
new aws.iam.PolicyAttachment("many", { roles: [named.name, prefixed], policyArn: many.arn });

const mixed = role("mixed", {
  managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy", many.arn],
});
taskDefinition("mixed", { taskRole: task.arn, executionRole: mixed.arn });
