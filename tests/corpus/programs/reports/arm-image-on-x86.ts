import { executionRole, service, taskDefinition } from "../../parts";

const definition = taskDefinition(
  "front",
  [{ name: "nginx", image: "docker.io/arm64v8/nginx:1.27", portMappings: [{ containerPort: 80 }] }],
  { executionRoleArn: executionRole("front").arn },
);
service("front", { taskDefinition: definition.arn });
