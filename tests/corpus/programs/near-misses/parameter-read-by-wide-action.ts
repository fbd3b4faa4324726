import * as aws from "@pulumi/aws";
import { account, allow, executionRole, region, service, taskDefinition } from "../../parts";

const parameter = `arn:aws:ssm:${region}:${account}:parameter/shop/db`;
const exec = executionRole("exec");
const read = new aws.iam.RolePolicy("read", {
  role: exec.name,
  policy: JSON.stringify(allow(["ssm:Get*", "kms:Decrypt"], "*")),
});
const shop = taskDefinition("shop", [{ secrets: [{ name: "DB", valueFrom: parameter }] }], {
  executionRoleArn: exec.arn,
});
service("shop", { taskDefinition: shop.arn }, { dependsOn: [read] });
