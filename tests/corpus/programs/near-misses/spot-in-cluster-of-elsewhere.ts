import { executionRole, service, taskDefinition } from "../../parts";

const worker = taskDefinition("worker", [{ stopTimeout: 110 }], {
  executionRoleArn: executionRole("worker").arn,
});
service("worker", {
  taskDefinition: worker.arn,
  launchType: undefined,
  capacityProviderStrategies: [
    { capacityProvider: "FARGATE_SPOT", weight: 4 },
    { capacityProvider: "FARGATE", weight: 1, base: 1 },
  ],
});
