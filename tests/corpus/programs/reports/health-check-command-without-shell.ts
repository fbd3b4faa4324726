import { executionRole, service, taskDefinition } from "../../parts";

const definition = taskDefinition(
  "elections",
  [
    {
      name: "api",
      portMappings: [{ containerPort: 80 }],
      healthCheck: { command: ["curl -f http://localhost:80/ || exit 1"], interval: 30, retries: 3 },
    },
  ],
  { executionRoleArn: executionRole("elections").arn },
);
service("elections", { taskDefinition: definition.arn });
