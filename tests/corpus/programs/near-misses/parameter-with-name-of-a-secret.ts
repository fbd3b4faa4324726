import * as aws from "@pulumi/aws";
import { account, allow, executionRole, region, service, taskDefinition } from "../../parts";

const exec = executionRole("exec");
const read = new aws.iam.RolePolicy("read", {
  role: exec.name,
  policy: JSON.stringify(
    allow("ssm:GetParameters", `arn:aws:ssm:${region}:${account}:parameter/secret.shop-db_password`),
  ),
});
const shop = taskDefinition("shop", [{ secrets: [{ name: "PW", valueFrom: "secret.shop-db_password" }] }], {
  executionRoleArn: exec.arn,
});
service("shop", { taskDefinition: shop.arn }, { dependsOn: [read] });
