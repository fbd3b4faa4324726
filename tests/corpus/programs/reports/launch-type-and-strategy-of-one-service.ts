import { executionRole, service, taskDefinition } from "../../parts";

const worker = taskDefinition("worker", [{}], { executionRoleArn: executionRole("worker").arn });
service("worker", {
  taskDefinition: worker.arn,
  launchType: "FARGATE",
  capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
});
