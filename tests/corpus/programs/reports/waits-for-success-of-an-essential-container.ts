import { executionRole, role, service, taskDefinition } from "../../parts";

const migrations = {
  name: "migrate",
  command: ["sh", "-c", "./migrate up"],
};
const app = {
  portMappings: [{ containerPort: 80 }],
  dependsOn: [{ containerName: migrations.name, condition: "SUCCESS" }],
};
const definition = taskDefinition("ledger", [app, migrations], {
  executionRoleArn: executionRole("ledger").arn,
  taskRoleArn: role("ledger-task").arn,
});
service("ledger", { taskDefinition: definition.arn });
