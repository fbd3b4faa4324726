/** The name begins with a slash, which is the one that the ARN needs after `parameter`. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, allow, executionRole, region, service, taskDefinition } from "../../parts";

const key = new aws.ssm.Parameter("key", {
  name: "/mail/smtp-password",
  type: "SecureString",
  value: "change-me",
});
const execution = executionRole("execution");
const read = new aws.iam.RolePolicy("read", {
  role: execution.name,
  policy: pulumi.jsonStringify(
    allow("ssm:GetParameters", pulumi.interpolate`arn:aws:ssm:${region}:${account}:parameter${key.name}`),
  ),
});
const mail = taskDefinition("mail", [{ secrets: [{ name: "SMTP_PASSWORD", valueFrom: key.name }] }], {
  executionRoleArn: execution.arn,
});
service("mail", { taskDefinition: mail.arn }, { dependsOn: [read] });
