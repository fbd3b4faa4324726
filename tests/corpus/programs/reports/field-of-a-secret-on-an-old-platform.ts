import { account, allow, executionRole, region, service, taskDefinition } from "../../parts";

const aurora = `arn:aws:secretsmanager:${region}:${account}:secret:DatabaseSecret-Xy12Zw`;
const execution = executionRole("webshop", {
  inlinePolicies: [
    { name: "database", policy: JSON.stringify(allow("secretsmanager:GetSecretValue", aurora)) },
  ],
});
const fields = ["host", "port", "username", "password", "dbname"];
const definition = taskDefinition(
  "webshop",
  [
    {
      secrets: fields.map((field) => ({
        name: `MYSQL_${field.toUpperCase()}`,
        valueFrom: `${aurora}:${field}::`,
      })),
    },
  ],
  { executionRoleArn: execution.arn, cpu: "512", memory: "1024" },
);
service("webshop", { taskDefinition: definition.arn, platformVersion: "1.3.0" });
