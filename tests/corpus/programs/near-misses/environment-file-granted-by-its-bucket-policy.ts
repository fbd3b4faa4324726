import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { executionRole, service, taskDefinition } from "../../parts";

const bucket = new aws.s3.Bucket("configuration");
const file = pulumi.interpolate`${bucket.arn}/web.env`;
const exec = executionRole("exec");
const policy = new aws.s3.BucketPolicy("configuration", {
  bucket: bucket.id,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: exec.arn },
        Action: ["s3:GetObject", "s3:GetBucketLocation"],
        Resource: [bucket.arn, file],
      },
    ],
  }),
});
const upload = new aws.s3.BucketObject("web.env", {
  bucket: bucket.bucket,
  key: "web.env",
  content: "A=1\n",
});
const web = taskDefinition("web", [{ environmentFiles: [{ type: "s3", value: file }] }], {
  executionRoleArn: exec.arn,
});
service("web", { taskDefinition: web.arn }, { dependsOn: [policy, upload] });
