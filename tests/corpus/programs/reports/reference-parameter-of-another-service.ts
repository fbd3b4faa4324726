import { account, executionRole, region, service, taskDefinition } from "../../parts";

const [app, environment] = ["plotwatt", "test"];
const at = (kind: "ssm" | "secretsmanager", what: string) => `arn:aws:${kind}:${region}:${account}:${what}`;
const statements = [
  { Effect: "Allow", Action: "ssm:GetParameters", Resource: at("ssm", `parameter/${app}/${environment}/*`) },
  {
    Effect: "Allow",
    Action: "secretsmanager:GetSecretValue",
    Resource: at("secretsmanager", `secret:${app}/${environment}/*`),
  },
];
const execution = executionRole("pienado-execution", {
  inlinePolicies: [
    { name: "secrets", policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }) },
  ],
});
const password = `/aws/reference/secretsmanager/${app}/${environment}/databases/main/pienado`;
const definition = taskDefinition("pienado", [{ secrets: [{ name: "DB_PASSWORD", valueFrom: password }] }], {
  executionRoleArn: execution.arn,
});
service("pienado", { taskDefinition: definition.arn });
