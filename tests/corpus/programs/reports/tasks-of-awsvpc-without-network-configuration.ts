import { Group, service, taskDefinition } from "../../parts";

new Group("retool", (parent) => {
  const api = taskDefinition("api", [{ memory: 512 }], { requiresCompatibilities: ["EC2"] }, { parent });
  service("api", { taskDefinition: api.arn, launchType: "EC2", networkConfiguration: undefined }, { parent });
});
