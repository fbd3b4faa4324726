/** The groups were renamed from /ecs to /app, in the containers alone. */
import * as aws from "@pulumi/aws";
import { account, allow, executionRole, logsTo, region, service, taskDefinition } from "../../parts";

const execution = executionRole("execution");
const logs = new aws.iam.RolePolicy("create-logs", {
  role: execution.name,
  policy: JSON.stringify(allow("logs:CreateLogGroup", `arn:aws:logs:${region}:${account}:log-group:/ecs/*`)),
});
const api = taskDefinition(
  "api",
  [{ logConfiguration: logsTo("/app/api", { "awslogs-create-group": "true" }) }],
  { executionRoleArn: execution.arn },
);
service("api", { taskDefinition: api.arn }, { dependsOn: [logs] });
