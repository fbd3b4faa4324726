/** A parameter of another Region, by its ARN, and granted there. */
import { account, allow, executionRole, service, taskDefinition } from "../../parts";

const shared = `arn:aws:ssm:us-east-1:${account}:parameter/global/license`;
const execution = executionRole("execution", {
  inlinePolicies: [{ name: "license", policy: JSON.stringify(allow("ssm:GetParameters", shared)) }],
});
const tool = taskDefinition("tool", [{ secrets: [{ name: "LICENSE", valueFrom: shared }] }], {
  executionRoleArn: execution.arn,
});
service("tool", { taskDefinition: tool.arn });
