import * as aws from "@pulumi/aws";
import { allow, executionRole, service, taskDefinition } from "../../parts";

const bucket = "arn:aws:s3:::acme-configuration";
const exec = executionRole("exec");
const read = new aws.iam.RolePolicy("read", {
  role: exec.name,
  policy: JSON.stringify(allow(["s3:GetObject", "s3:GetBucketLocation"], bucket)),
});
const web = taskDefinition(
  "web",
  [{ environmentFiles: [{ type: "s3", value: `${bucket}/production/web.env` }] }],
  { executionRoleArn: exec.arn },
);
service("web", { taskDefinition: web.arn }, { dependsOn: [read] });
