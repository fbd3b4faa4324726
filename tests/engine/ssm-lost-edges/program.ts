/** `getPolicyDocumentOutput` over a new resource: the SDK drops the edges of what depends on it. */
import * as aws from "@pulumi/aws";
import { role, taskDefinition, variant } from "../programs";

const parameter = new aws.ssm.Parameter("database-url", { type: "SecureString", value: "postgres://" });
const task = role("task");
const execution = role("execution");
const document = aws.iam.getPolicyDocumentOutput({
  statements: [{ actions: ["ssm:GetParameters"], resources: [parameter.arn] }],
});
new aws.iam.RolePolicy("reads", {
  role: (variant === "cured" ? execution : task).name,
  policy: document.json,
});
taskDefinition("shop", { taskRole: task.arn, executionRole: execution.arn, secrets: [parameter.arn] });
