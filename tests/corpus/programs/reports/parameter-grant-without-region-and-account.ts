import * as aws from "@pulumi/aws";
import { allow, executionRole, service, taskDefinition } from "../../parts";

const exec = executionRole("exec");
const read = new aws.iam.RolePolicy("read", {
  role: exec.name,
  policy: JSON.stringify(allow("ssm:GetParameters", "arn:aws:ssm:::parameter/shop/*")),
});
const shop = taskDefinition("shop", [{ secrets: [{ name: "DB", valueFrom: "/shop/db" }] }], {
  executionRoleArn: exec.arn,
});
service("shop", { taskDefinition: shop.arn }, { dependsOn: [read] });
