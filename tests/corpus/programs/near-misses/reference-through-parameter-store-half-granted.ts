/** A secret by way of Parameter Store needs both reads; here is the one. */
import * as aws from "@pulumi/aws";
import { allow, executionRole, service, taskDefinition } from "../../parts";

const execution = executionRole("execution");
const read = new aws.iam.RolePolicy("read", {
  role: execution.name,
  policy: JSON.stringify(allow("ssm:GetParameters", "*")),
});
const crm = taskDefinition(
  "crm",
  [{ secrets: [{ name: "TOKEN", valueFrom: "/aws/reference/secretsmanager/crm/token" }] }],
  { executionRoleArn: execution.arn },
);
service("crm", { taskDefinition: crm.arn }, { dependsOn: [read] });
