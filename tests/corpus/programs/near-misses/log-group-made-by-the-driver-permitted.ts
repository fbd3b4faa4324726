import { account, allow, executionRole, logsTo, region, service, taskDefinition } from "../../parts";

const name = "api";
const createGroup = allow("logs:CreateLogGroup", `arn:aws:logs:${region}:${account}:log-group:/ecs/${name}*`);
const execution = executionRole(`${name}-execution`, {
  inlinePolicies: [{ name: "create-log-group", policy: JSON.stringify(createGroup) }],
});
const definition = taskDefinition(
  name,
  [{ name, logConfiguration: logsTo(`/ecs/${name}`, { "awslogs-create-group": "true" }) }],
  { executionRoleArn: execution.arn },
);
service(name, { taskDefinition: definition.arn });
