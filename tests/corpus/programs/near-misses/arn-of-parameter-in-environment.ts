import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, executionRole, role, service, taskDefinition } from "../../parts";

const db = new aws.ssm.Parameter("db", { name: "/shop/db", type: "SecureString", value: "to be set" });
const app = role("app");
const read = new aws.iam.RolePolicy("read", {
  role: app.name,
  policy: pulumi.jsonStringify(allow("ssm:GetParameter", db.arn)),
});
const shop = taskDefinition("shop", [{ environment: [{ name: "DATABASE_URL_PARAMETER", value: db.arn }] }], {
  executionRoleArn: executionRole("exec").arn,
  taskRoleArn: app.arn,
});
service("shop", { taskDefinition: shop.arn }, { dependsOn: [read] });
