import { account, allow, executionRole, region, service, taskDefinition } from "../../parts";

const parameter = `arn:aws:ssm:${region}:${account}:parameter/vault-sync/key`;
const execution = executionRole("vault-sync", {
  inlinePolicies: [{ name: "read", policy: JSON.stringify(allow("ssm:GetParameters", parameter)) }],
});
const definition = taskDefinition(
  "vault-sync",
  [
    {
      environment: [{ name: "DEMO", value: "1" }],
      secrets: [{ name: "1PASSWORD_KEY", valueFrom: parameter }],
    },
  ],
  { executionRoleArn: execution.arn },
);
service("vault-sync", { taskDefinition: definition.arn });
