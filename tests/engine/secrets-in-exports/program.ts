/** Values that Pulumi keeps secret: an exported state holds the text `[secret]` in their place. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, roles, secretArn, taskDefinition } from "../programs";

const token = pulumi.secret("t0ken");

// One secret value makes the definition of all containers secret.
const { task, execution, reader } = roles("containers");
new aws.iam.RolePolicy("containers", {
  role: reader.name,
  policy: JSON.stringify(allow("secretsmanager:GetSecretValue", secretArn)),
});
taskDefinition("containers", {
  taskRole: task.arn,
  executionRole: execution.arn,
  secrets: [secretArn],
  container: { environment: [{ name: "TOKEN", value: token }] },
});

// The same with a document: the name of a secret is one of the program's secrets.
const document = roles("document");
new aws.iam.RolePolicy("document", {
  role: document.reader.name,
  policy: pulumi.jsonStringify(allow("secretsmanager:GetSecretValue", pulumi.secret(secretArn))),
});
taskDefinition("document", {
  taskRole: document.task.arn,
  executionRole: document.execution.arn,
  secrets: [secretArn],
});
