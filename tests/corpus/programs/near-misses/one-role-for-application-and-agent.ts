/** A small team has one role for everything that a task does. */
import { account, allow, managedExecutionPolicy, region, role, service, taskDefinition } from "../../parts";

const shop = role("shop", {
  managedPolicyArns: [managedExecutionPolicy],
  inlinePolicies: [
    {
      name: "parameters",
      policy: JSON.stringify(allow("ssm:GetParameters", `arn:aws:ssm:${region}:${account}:parameter/shop/*`)),
    },
  ],
});
const definition = taskDefinition("shop", [{ secrets: [{ name: "API_KEY", valueFrom: "/shop/API_KEY" }] }], {
  taskRoleArn: shop.arn,
  executionRoleArn: shop.arn,
});
service("shop", { taskDefinition: definition.arn });
