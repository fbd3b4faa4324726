import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, executionRole, role, service, taskDefinition } from "../../parts";

const db = new aws.ssm.Parameter("db", {
  name: "/life-events/db",
  type: "SecureString",
  value: new pulumi.Config().getSecret("db") ?? "to be set",
});
const app = role("app");
const policy = new aws.iam.RolePolicy("app", {
  role: app.name,
  policy: pulumi.jsonStringify(allow("ssm:GetParameter", db.arn)),
});
const life = taskDefinition("life", [{ secrets: [{ name: "DB", valueFrom: db.arn }] }], {
  taskRoleArn: app.arn,
  executionRoleArn: executionRole("execution").arn,
});
service("life", { taskDefinition: life.arn }, { dependsOn: [policy] });
