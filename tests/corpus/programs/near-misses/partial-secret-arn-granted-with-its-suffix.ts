import * as aws from "@pulumi/aws";
import { account, allow, executionRole, region, service, taskDefinition } from "../../parts";

const arn = `arn:aws:secretsmanager:${region}:${account}:secret:shop/database`;
const exec = executionRole("exec");
const read = new aws.iam.RolePolicy("read", {
  role: exec.name,
  policy: JSON.stringify(allow("secretsmanager:GetSecretValue", `${arn}-??????`)),
});
const shop = taskDefinition("shop", [{ secrets: [{ name: "DB", valueFrom: arn }] }], {
  executionRoleArn: exec.arn,
});
service("shop", { taskDefinition: shop.arn }, { dependsOn: [read] });
