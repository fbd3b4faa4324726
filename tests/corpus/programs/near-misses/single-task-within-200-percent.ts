import { executionRole, service, taskDefinition } from "../../parts";

// One task while nobody is awake, three in production.
const desiredCount = 1;
const definition = taskDefinition("authentication", [{ portMappings: [{ containerPort: 80 }] }], {
  executionRoleArn: executionRole("authentication").arn,
});
service("authentication", {
  taskDefinition: definition.arn,
  desiredCount,
  deploymentMinimumHealthyPercent: 100,
  deploymentMaximumPercent: 200,
});
