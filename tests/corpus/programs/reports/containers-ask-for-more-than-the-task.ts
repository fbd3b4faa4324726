import { executionRole, service, taskDefinition } from "../../parts";

const definition = taskDefinition(
  "gateway",
  [
    { name: "gateway", cpu: 512, memory: 768, portMappings: [{ containerPort: 80 }] },
    {
      name: "collector",
      image: "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.1",
      cpu: 128,
      memory: 256,
      essential: false,
    },
  ],
  { cpu: "512", memory: "1024", executionRoleArn: executionRole("gateway").arn },
);
service("gateway", { taskDefinition: definition.arn });
