import { executionRole, service, taskDefinition } from "../../parts";

const turn = taskDefinition("turn", [{ name: "turn" }], {
  cpu: "256",
  memory: "4096",
  executionRoleArn: executionRole("turn").arn,
});
service("turn", { taskDefinition: turn.arn });
