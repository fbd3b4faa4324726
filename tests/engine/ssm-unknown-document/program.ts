/** Policy and containers name a new parameter: neither is known in the first preview, both have edges to it. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, role, taskDefinition, variant } from "../programs";

const parameter = new aws.ssm.Parameter("database-url", { type: "SecureString", value: "postgres://" });
const task = role("task");
const execution = role("execution");
new aws.iam.RolePolicy("reads", {
  role: (variant === "cured" ? execution : task).name,
  policy: pulumi.jsonStringify(allow("ssm:GetParameters", parameter.arn)),
});
taskDefinition("shop", { taskRole: task.arn, executionRole: execution.arn, secrets: [parameter.arn] });
