/** The application reads its parameters again at run time: one policy is attached to both roles. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, managedExecutionPolicy, role, service, taskDefinition } from "../../parts";

const url = new aws.ssm.Parameter("database-url", {
  name: "/shop/database-url",
  type: "String",
  value: "postgres://db",
});
const read = new aws.iam.Policy("read-config", {
  policy: pulumi.jsonStringify(allow(["ssm:GetParameter", "ssm:GetParameters"], url.arn)),
});
const task = role("task");
const execution = role("execution");
const base = new aws.iam.RolePolicyAttachment("base", {
  role: execution.name,
  policyArn: managedExecutionPolicy,
});
const attached = new aws.iam.PolicyAttachment("read-config", {
  roles: [task.name, execution.name],
  policyArn: read.arn,
});
const shop = taskDefinition("shop", [{ secrets: [{ name: "DATABASE_URL", valueFrom: url.arn }] }], {
  taskRoleArn: task.arn,
  executionRoleArn: execution.arn,
});
service("shop", { taskDefinition: shop.arn }, { dependsOn: [base, attached] });
