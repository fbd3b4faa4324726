import { executionRole, role, service, taskDefinition } from "../../parts";

const definition = taskDefinition(
  "agent",
  [
    {
      name: "agent",
      image: "public.ecr.aws/docker/library/docker:27-dind",
      privileged: true,
      environment: [{ name: "DOCKER_TLS_CERTDIR", value: "" }],
    },
  ],
  {
    cpu: "2048",
    memory: "4096",
    executionRoleArn: executionRole("agent").arn,
    taskRoleArn: role("agent-task").arn,
  },
);
service("agent", { taskDefinition: definition.arn });
