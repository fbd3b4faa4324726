import { readsSecrets, type Scenario, ssmGrant, undetermined } from "../../support/scenario";

const definition = (name: string) => `aws:ecs/taskDefinition:TaskDefinition::${name}`;
const service = "aws:ecs/service:Service::shop";
const places = [
  "app/parameter",
  "app/name",
  "app/plain_name",
  "app/reference",
  "app/secret",
  "app/key",
  "app/version",
  "app/repository-credentials",
  "app/splunk-token",
];
const finds = [
  `${ssmGrant} task-role-only aws:iam/rolePolicy:RolePolicy::reads`,
  ...places.map((place) => `${readsSecrets} secret-unreadable/${place} ${definition("shop")}`),
  `${readsSecrets} secret-unreadable/app/credential-spec ${definition("desk")}`,
  `${readsSecrets} secret-unreadable/volumes/share ${definition("desk")}`,
  `${readsSecrets} secret-unreadable/service-connect/splunk-token ${service}`,
];
// The scenario's service is a client alone in its namespace.
const alone = `${undetermined} no-server ${service}`;

export const scenario: Scenario = {
  proves: "every place where ECS fetches a secret is seen, with every form of a reference",
  steps: [
    { run: "preview", finds: [alone] },
    { run: "preview", variant: "swapped", finds: [...finds, alone] },
    { run: "up", variant: "swapped" },
    { run: "preview", variant: "swapped", finds: [...finds, alone] },
    { run: "analyze export", finds: [...finds, alone] },
    { run: "preview", finds: [alone] },
  ],
};
