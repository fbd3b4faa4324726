/** Operations on a part of a program whose grant moves; the variant `gone` has no grant any more. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, roles, taskDefinition, variant } from "../programs";

const secret = new aws.secretsmanager.Secret("key");
const { task, execution, reader } = roles("shop");
if (variant !== "gone") {
  new aws.iam.RolePolicy("reads", {
    role: reader.name,
    policy: pulumi.jsonStringify(allow("secretsmanager:GetSecretValue", secret.arn)),
  });
}
taskDefinition("shop", { taskRole: task.arn, executionRole: execution.arn, secrets: [secret.arn] });
