/** The parameter is made here and named by a constant: nothing makes the service come second. */
import * as aws from "@pulumi/aws";
import { account, allow, executionRole, region, service, taskDefinition } from "../../parts";

const name = "/standup/token";
new aws.ssm.Parameter("token", { name, type: "SecureString", value: "change-me" });
const execution = executionRole("execution", {
  inlinePolicies: [
    {
      name: "read",
      policy: JSON.stringify(allow("ssm:GetParameters", `arn:aws:ssm:${region}:${account}:parameter${name}`)),
    },
  ],
});
const standup = taskDefinition("standup", [{ secrets: [{ name: "TOKEN", valueFrom: name }] }], {
  executionRoleArn: execution.arn,
});
service("standup", {
  taskDefinition: standup.arn,
  waitForSteadyState: true,
  deploymentCircuitBreaker: { enable: true, rollback: true },
});
