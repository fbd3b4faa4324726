import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, allow, executionRole, region, service, taskDefinition } from "../../parts";

const db = new aws.ssm.Parameter("db", {
  name: "/shop/db",
  type: "SecureString",
  value: new pulumi.Config().getSecret("db") ?? "to be set",
});
const exec = executionRole("exec");
const read = new aws.iam.RolePolicy("read", {
  role: exec.name,
  policy: pulumi.jsonStringify(
    allow("ssm:GetParameters", pulumi.interpolate`arn:aws:ssm:${region}:${account}:parameter/${db.name}`),
  ),
});
const shop = taskDefinition("shop", [{ secrets: [{ name: "DB", valueFrom: db.arn }] }], {
  executionRoleArn: exec.arn,
});
service("shop", { taskDefinition: shop.arn }, { dependsOn: [read] });
