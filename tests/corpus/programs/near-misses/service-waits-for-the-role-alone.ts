/** The service waits for the role, which is there long before what is attached to it. */
import * as aws from "@pulumi/aws";
import { account, allow, managedExecutionPolicy, region, role, service, taskDefinition } from "../../parts";

const cluster = new aws.ecs.Cluster("bots", {});
const execution = role("execution");
new aws.iam.RolePolicyAttachment("base", { role: execution.name, policyArn: managedExecutionPolicy });
new aws.iam.RolePolicy("token", {
  role: execution.name,
  policy: JSON.stringify(allow("ssm:GetParameters", `arn:aws:ssm:${region}:${account}:parameter/bot/*`)),
});
const bot = taskDefinition("bot", [{ secrets: [{ name: "TOKEN", valueFrom: "/bot/token" }] }], {
  executionRoleArn: execution.arn,
});
service(
  "bot",
  {
    cluster: cluster.arn,
    taskDefinition: bot.arn,
    deploymentCircuitBreaker: { enable: true, rollback: false },
  },
  { dependsOn: [execution, cluster] },
);
