import * as aws from "@pulumi/aws";
import { allow, executionRole, service, taskDefinition } from "../../parts";

const only = executionRole("tasks");
const bucket = new aws.iam.RolePolicy("bucket", {
  role: only.name,
  policy: JSON.stringify(allow("s3:*", "arn:aws:s3:::acme-uploads/*")),
});
const web = taskDefinition("web", [{}], { executionRoleArn: only.arn, taskRoleArn: only.arn });
service("web", { taskDefinition: web.arn, enableExecuteCommand: true }, { dependsOn: [bucket] });
