import { account, allow, executionRole, region, service, taskDefinition } from "../../parts";

const database = `arn:aws:secretsmanager:${region}:${account}:secret:dagster/postgres-AbC123`;
const defaults = { DAGSTER_POSTGRES_USER: "dagster", DAGSTER_POSTGRES_DB: "dagster", DAGSTER_HOME: "/opt" };
const fields = { DAGSTER_POSTGRES_USER: "username", DAGSTER_POSTGRES_PASSWORD: "password" };

const execution = executionRole("dagster-execution", {
  inlinePolicies: [
    { name: "read", policy: JSON.stringify(allow("secretsmanager:GetSecretValue", database)) },
  ],
});
const container = {
  name: "daemon",
  environment: Object.entries(defaults).map(([name, value]) => ({ name, value })),
  secrets: Object.entries(fields).map(([name, key]) => ({ name, valueFrom: `${database}:${key}::` })),
};
const definition = taskDefinition("dagster", [container], { executionRoleArn: execution.arn });
service("dagster", { taskDefinition: definition.arn });
