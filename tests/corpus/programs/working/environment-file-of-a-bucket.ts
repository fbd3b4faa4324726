import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { executionRole, service, taskDefinition } from "../../parts";

const bucket = new aws.s3.Bucket("settings");
const file = new aws.s3.BucketObjectv2("settings", {
  bucket: bucket.id,
  key: "production.env",
  content: "LOG_LEVEL=info\n",
});
const execution = executionRole("settings");
const reads = new aws.iam.RolePolicy("settings", {
  role: execution.name,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "s3:GetObject", Resource: pulumi.interpolate`${bucket.arn}/*` },
      { Effect: "Allow", Action: "s3:GetBucketLocation", Resource: bucket.arn },
    ],
  }),
});
const app = taskDefinition(
  "app",
  [{ environmentFiles: [{ type: "s3", value: pulumi.interpolate`${bucket.arn}/${file.key}` }] }],
  { executionRoleArn: execution.arn },
);
service("app", { taskDefinition: app.arn }, { dependsOn: [reads] });
