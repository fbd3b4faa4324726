/** Every role of the organisation has a boundary; this one covers what ECS reads. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, executionRole, service, taskDefinition } from "../../parts";

const boundary = new aws.iam.Policy("boundary", {
  policy: JSON.stringify(allow(["ecr:*", "logs:*", "s3:*", "ssm:Get*", "kms:Decrypt"], "*")),
});
const execution = executionRole("execution", { permissionsBoundary: boundary.arn });
const token = new aws.ssm.Parameter("token", {
  type: "SecureString",
  value: new pulumi.Config().get("token") ?? "none",
});
const read = new aws.iam.RolePolicy("read-token", {
  role: execution.id,
  policy: token.arn.apply((arn) => JSON.stringify(allow("ssm:GetParameters", arn))),
});
const web = taskDefinition("web", [{ secrets: [{ name: "TOKEN", valueFrom: token.arn }] }], {
  executionRoleArn: execution.arn,
});
service("web", { taskDefinition: web.arn }, { dependsOn: read });
