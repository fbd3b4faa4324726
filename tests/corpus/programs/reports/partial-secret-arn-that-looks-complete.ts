import * as aws from "@pulumi/aws";
import { account, allow, executionRole, region, service, taskDefinition } from "../../parts";

const arn = `arn:aws:secretsmanager:${region}:${account}:secret:test-secret`;
const exec = executionRole("exec");
const read = new aws.iam.RolePolicy("read", {
  role: exec.name,
  policy: JSON.stringify(allow("secretsmanager:GetSecretValue", `${arn}-??????`)),
});
const dify = taskDefinition("dify", [{ secrets: [{ name: "KEY", valueFrom: arn }] }], {
  executionRoleArn: exec.arn,
});
service("dify", { taskDefinition: dify.arn }, { dependsOn: [read] });
