/** The cure of the first incident, for roles that other stacks made. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { readFiles, readParameters, taskDefinition } from "../programs";

const execution = aws.iam.getRoleOutput({ name: "ecsTaskExecutionRole" });
new aws.iam.RolePolicy("reads", { role: execution.name, policy: JSON.stringify(readParameters) });
const task = aws.iam.Role.get("task", "shop-task");
new aws.iam.RolePolicy("files", { role: task.name, policy: JSON.stringify(readFiles) });
taskDefinition("shop", { taskRole: task.arn, executionRole: execution.arn });

const policy = new aws.iam.Policy("billing", { policy: pulumi.jsonStringify(readParameters) });
new aws.iam.RolePolicyAttachment("billing", { role: "billing-execution", policyArn: policy.arn });
taskDefinition("billing", {
  taskRole: task.arn,
  executionRole: "arn:aws:iam::123456789012:role/platform/billing-execution",
});
