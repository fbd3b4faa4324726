/** The grant is on the bucket, and files are not the bucket. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, executionRole, service, taskDefinition } from "../../parts";

const bucket = new aws.s3.Bucket("config", {});
const file = new aws.s3.BucketObjectv2("env", { bucket: bucket.id, key: "web.env", content: "STAGE=prod\n" });
const execution = executionRole("execution");
const read = new aws.iam.RolePolicy("read-env", {
  role: execution.name,
  policy: pulumi.jsonStringify(allow(["s3:GetObject", "s3:GetBucketLocation"], bucket.arn)),
});
const value = pulumi.interpolate`${bucket.arn}/${file.key}`;
const web = taskDefinition("web", [{ environmentFiles: [{ type: "s3", value }] }], {
  executionRoleArn: execution.arn,
});
service("web", { taskDefinition: web.arn }, { dependsOn: [read] });
