import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, logsTo, role, service, taskDefinition } from "../../parts";

const group = new aws.cloudwatch.LogGroup("web", { name: "/ecs/web" });
const exec = role("exec");
const logs = new aws.iam.RolePolicy("logs", {
  role: exec.name,
  policy: pulumi.jsonStringify(allow(["logs:CreateLogStream", "logs:PutLogEvents"], group.arn)),
});
const web = taskDefinition("web", [{ logConfiguration: logsTo(group.name) }], { executionRoleArn: exec.arn });
service("web", { taskDefinition: web.arn }, { dependsOn: [logs] });
