import { executionRole, logsTo, service, taskDefinition } from "../../parts";

const name = "api";
const definition = taskDefinition(
  name,
  [{ name, logConfiguration: logsTo(`/ecs/${name}`, { "awslogs-create-group": "true" }) }],
  { executionRoleArn: executionRole(`${name}-execution`).arn },
);
service(name, { taskDefinition: definition.arn });
