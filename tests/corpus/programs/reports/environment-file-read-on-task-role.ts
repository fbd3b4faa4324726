import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { executionRole, role, service, taskDefinition } from "../../parts";

const bucket = new aws.s3.Bucket("configuration");
const file = pulumi.interpolate`${bucket.arn}/web.env`;
const app = role("app");
const read = new aws.iam.RolePolicy("read", {
  role: app.name,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "s3:GetObject", Resource: file },
      { Effect: "Allow", Action: "s3:GetBucketLocation", Resource: bucket.arn },
    ],
  }),
});
const upload = new aws.s3.BucketObject("web.env", {
  bucket: bucket.bucket,
  key: "web.env",
  content: "A=1\n",
});
const web = taskDefinition("web", [{ environmentFiles: [{ type: "s3", value: file }] }], {
  executionRoleArn: executionRole("exec").arn,
  taskRoleArn: app.arn,
});
service("web", { taskDefinition: web.arn }, { dependsOn: [read, upload] });
