/** IAM does not mind how an action is capitalised. */
import * as aws from "@pulumi/aws";
import { executionRole, service, taskDefinition } from "../../parts";

const execution = executionRole("execution");
const read = new aws.iam.RolePolicy("read", {
  role: execution.name,
  policy: `{
    "Version": "2012-10-17",
    "Statement": { "Effect": "Allow", "Action": ["SSM:getParameters"], "Resource": "arn:aws:ssm:*:*:parameter/portal/*" }
  }`,
});
const portal = taskDefinition(
  "portal",
  [{ secrets: [{ name: "COOKIE_KEY", valueFrom: "/portal/cookie-key" }] }],
  {
    executionRoleArn: execution.arn,
  },
);
service("portal", { taskDefinition: portal.arn }, { dependsOn: [read] });
