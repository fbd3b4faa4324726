import * as aws from "@pulumi/aws";
import { allow, executionRole, logsTo, service, taskDefinition } from "../../parts";

const exec = executionRole("nexus", {
  inlinePolicies: [{ name: "log-groups", policy: JSON.stringify(allow("logs:CreateLogGroup", "*")) }],
});
const logConfiguration = logsTo("/ecs/nexus", { "awslogs-create-group": "true", mode: "non-blocking" });
const nexus = taskDefinition("nexus", [{ logConfiguration }], { executionRoleArn: exec.arn });
service("nexus", { taskDefinition: nexus.arn });
new aws.cloudwatch.LogGroup("other", { name: "/ecs/other" });
