/** A denial that never holds, for ECS calls AWS by HTTPS alone. */
import * as aws from "@pulumi/aws";
import { account, executionRole, region, service, taskDefinition } from "../../parts";

const execution = executionRole("execution");
const rights = new aws.iam.RolePolicy("rights", {
  role: execution.name,
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "ssm:GetParameters",
        Resource: `arn:aws:ssm:${region}:${account}:parameter/billing/*`,
      },
      { Effect: "Deny", Action: "*", Resource: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ],
  }),
});
const billing = taskDefinition(
  "billing",
  [{ secrets: [{ name: "STRIPE_KEY", valueFrom: "/billing/stripe-key" }] }],
  {
    executionRoleArn: execution.arn,
  },
);
service("billing", { taskDefinition: billing.arn }, { dependsOn: [rights] });
