import * as aws from "@pulumi/aws";
import { account, allow, executionRole, region, service, taskDefinition } from "../../parts";

const exec = executionRole("exec");
const read = new aws.iam.RolePolicy("read", {
  role: exec.name,
  policy: JSON.stringify(
    allow("secretsmanager:GetSecretValue", `arn:aws:secretsmanager:${region}:${account}:secret:shop/db-*`),
  ),
});
const shop = taskDefinition("shop", [{ secrets: [{ name: "PW", valueFrom: "shop/db:password::" }] }], {
  executionRoleArn: exec.arn,
});
service("shop", { taskDefinition: shop.arn }, { dependsOn: [read] });
