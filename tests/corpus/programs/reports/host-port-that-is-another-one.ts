import { executionRole, service, taskDefinition } from "../../parts";

// As it was in docker-compose.yml: "80:3000".
const [hostPort, containerPort] = "80:3000".split(":").map(Number);
const definition = taskDefinition("next", [{ name: "next", portMappings: [{ hostPort, containerPort }] }], {
  executionRoleArn: executionRole("next").arn,
});
service("next", { taskDefinition: definition.arn });
