import { account, allow, executionRole, region, service, taskDefinition } from "../../parts";

const secret = (name: string) => `arn:aws:secretsmanager:${region}:${account}:secret:${name}`;
const database = secret("apiary/db-ro-user-1a2B3c");
const registry = secret("apiary/docker-registry-4d5E6f");

const execution = executionRole("metastore", {
  inlinePolicies: [
    { name: "secrets", policy: JSON.stringify(allow("secretsmanager:GetSecretValue", [database])) },
  ],
});
const definition = taskDefinition(
  "metastore",
  [
    {
      image: "docker.example.test/apiary/metastore:3.0.1",
      repositoryCredentials: { credentialsParameter: registry },
      secrets: [{ name: "DB_PASSWORD", valueFrom: database }],
    },
  ],
  { executionRoleArn: execution.arn, cpu: "1024", memory: "4096" },
);
service("metastore", { taskDefinition: definition.arn });
