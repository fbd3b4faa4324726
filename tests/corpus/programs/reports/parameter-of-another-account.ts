import { allow, executionRole, region, service, taskDefinition } from "../../parts";

const sharedServices = "210987654321";
const license = `arn:aws:ssm:${region}:${sharedServices}:parameter/shared/license`;
const execution = executionRole("licensed", {
  inlinePolicies: [{ name: "license", policy: JSON.stringify(allow("ssm:GetParameters", license)) }],
});
const definition = taskDefinition("licensed", [{ secrets: [{ name: "LICENSE", valueFrom: license }] }], {
  executionRoleArn: execution.arn,
});
service("licensed", { taskDefinition: definition.arn });
