/** The application reads a new parameter by itself; its containers take other secrets, or none. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, role, taskDefinition, variant } from "../programs";

const parameter = new aws.ssm.Parameter("features", { type: "String", value: "{}" });
const task = role("task");
const execution = role("execution");
new aws.iam.RolePolicy("reads", {
  role: task.name,
  policy: pulumi.jsonStringify(allow("ssm:GetParameter", parameter.arn)),
});
taskDefinition("shop", { taskRole: task.arn, executionRole: execution.arn, secrets: [] });

if (variant === "bucket") {
  // A document that is unknown for another reason: it names a new bucket.
  const bucket = new aws.s3.Bucket("files");
  new aws.iam.RolePolicy("files", {
    role: task.name,
    policy: pulumi.jsonStringify(allow("s3:GetObject", pulumi.interpolate`${bucket.arn}/*`)),
  });
}
