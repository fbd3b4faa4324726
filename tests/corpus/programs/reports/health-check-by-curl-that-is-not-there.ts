import * as pulumi from "@pulumi/pulumi";
import { executionRole, service, taskDefinition } from "../../parts";

const port = new pulumi.Config().getNumber("port") ?? 3000;
const healthCheck = {
  command: ["CMD-SHELL", `curl -f http://127.0.0.1:${port}/ || exit 1`],
  startPeriod: 10,
};
const definition = taskDefinition(
  "front",
  [
    {
      image: "public.ecr.aws/docker/library/node:22-alpine",
      command: ["npx", "--yes", "serve", "-l", `${port}`],
      portMappings: [{ containerPort: port }],
      healthCheck,
    },
  ],
  { executionRoleArn: executionRole("front").arn },
);
service("front", { taskDefinition: definition.arn });
