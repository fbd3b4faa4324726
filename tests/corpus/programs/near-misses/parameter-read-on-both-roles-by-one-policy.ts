import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, executionRole, role, service, taskDefinition } from "../../parts";

const db = new aws.ssm.Parameter("db", { name: "/shop/db", type: "SecureString", value: "to be set" });
const read = new aws.iam.Policy("read", { policy: pulumi.jsonStringify(allow("ssm:GetParameter*", db.arn)) });
const roles = { app: role("app"), exec: executionRole("exec") };
const attached = Object.entries(roles).map(
  ([name, { name: to }]) => new aws.iam.RolePolicyAttachment(name, { role: to, policyArn: read.arn }),
);
const shop = taskDefinition("shop", [{ secrets: [{ name: "DB", valueFrom: db.arn }] }], {
  taskRoleArn: roles.app.arn,
  executionRoleArn: roles.exec.arn,
});
service("shop", { taskDefinition: shop.arn }, { dependsOn: attached });
