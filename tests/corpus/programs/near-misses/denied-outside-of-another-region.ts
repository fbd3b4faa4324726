/** A denial copied from the account of another Region: everything here is outside of it. */
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
      {
        Effect: "Deny",
        Action: "ssm:*",
        Resource: "*",
        Condition: { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] } },
      },
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
