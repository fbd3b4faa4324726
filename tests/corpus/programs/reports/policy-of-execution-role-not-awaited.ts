import * as aws from "@pulumi/aws";
import { account, allow, executionRole, region, service, taskDefinition } from "../../parts";

const parameter = `arn:aws:ssm:${region}:${account}:parameter/shop/db`;
const exec = executionRole("exec");
new aws.iam.RolePolicy("read", {
  role: exec.name,
  policy: JSON.stringify(allow("ssm:GetParameters", parameter)),
});
const web = taskDefinition("web", [{ secrets: [{ name: "DB", valueFrom: parameter }] }], {
  executionRoleArn: exec.arn,
});
service("web", { taskDefinition: web.arn, deploymentCircuitBreaker: { enable: true, rollback: true } });
