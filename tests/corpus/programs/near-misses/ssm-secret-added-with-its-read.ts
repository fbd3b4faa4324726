import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { account, allow, executionRole, region, role, service, taskDefinition } from "../../parts";

const parameter = `arn:aws:ssm:${region}:${account}:parameter/search/index-key`;
const secrets =
  new pulumi.Config().get("variant") === "changed" ? [{ name: "INDEX_KEY", valueFrom: parameter }] : [];
const task = role("search-task");
const execution = executionRole("search-execution");
const policies = [
  new aws.iam.RolePolicy("search-task", {
    role: task.name,
    policy: JSON.stringify(allow(["es:ESHttpGet", "ssm:GetParameter"], "*")),
  }),
];
if (secrets.length > 0)
  policies.push(
    new aws.iam.RolePolicy("search-execution", {
      role: execution.name,
      policy: JSON.stringify(allow("ssm:GetParameters", parameter)),
    }),
  );
const definition = taskDefinition("search", [{ secrets }], {
  taskRoleArn: task.arn,
  executionRoleArn: execution.arn,
});
service("search", { taskDefinition: definition.arn }, { dependsOn: policies });
