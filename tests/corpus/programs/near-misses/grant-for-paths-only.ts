/** The read that an application would use: by path, and one by one. */
import * as aws from "@pulumi/aws";
import { allow, executionRole, service, taskDefinition } from "../../parts";

const execution = executionRole("execution");
const reads = [
  "ssm:GetParametersByPath",
  "ssm:GetParameter",
  "ssm:GetParameterHistory",
  "ssm:DescribeParameters",
];
const read = new aws.iam.RolePolicy("read", {
  role: execution.name,
  policy: JSON.stringify(allow(reads, "*")),
});
const portal = taskDefinition(
  "portal",
  [{ secrets: [{ name: "COOKIE_KEY", valueFrom: "/portal/cookie-key" }] }],
  {
    executionRoleArn: execution.arn,
  },
);
service("portal", { taskDefinition: portal.arn }, { dependsOn: [read] });
