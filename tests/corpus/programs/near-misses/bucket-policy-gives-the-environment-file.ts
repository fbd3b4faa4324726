/** The bucket says who reads the file. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { executionRole, service, taskDefinition } from "../../parts";

const execution = executionRole("execution");
const bucket = new aws.s3.Bucket("config", {});
const file = new aws.s3.BucketObjectv2("env", {
  bucket: bucket.id,
  key: "prod/web.env",
  content: "STAGE=prod\n",
});
const policy = new aws.s3.BucketPolicy("config", {
  bucket: bucket.id,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: execution.arn },
        Action: ["s3:GetObject", "s3:GetBucketLocation", "s3:ListBucket"],
        Resource: [bucket.arn, pulumi.interpolate`${bucket.arn}/prod/*`],
      },
    ],
  }),
});
const value = pulumi.interpolate`${bucket.arn}/${file.key}`;
const web = taskDefinition("web", [{ environmentFiles: [{ type: "s3", value }] }], {
  executionRoleArn: execution.arn,
});
service("web", { taskDefinition: web.arn }, { dependsOn: [policy] });
