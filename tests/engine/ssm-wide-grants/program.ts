/** Wide grants on task roles whose containers take secrets from Parameter Store. */
import * as aws from "@pulumi/aws";
import { allow, role, taskDefinition } from "../programs";

const administrator = role("administrator");
new aws.iam.RolePolicy("everything", { role: administrator.name, policy: JSON.stringify(allow("*", "*")) });
taskDefinition("everything", {
  taskRole: administrator.arn,
  executionRole: role("everything-execution").arn,
});

const readOnly = role("read-only");
new aws.iam.RolePolicyAttachment("read-only", {
  role: readOnly.name,
  policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
});
taskDefinition("read-only", { taskRole: readOnly.arn, executionRole: role("read-only-execution").arn });

const reader = role("no-execution-role");
new aws.iam.RolePolicy("no-execution-role", {
  role: reader.name,
  policy: JSON.stringify(allow("ssm:*", "*")),
});
taskDefinition("no-execution-role", { taskRole: reader.arn });
