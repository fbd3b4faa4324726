import { readsSecrets, type Scenario, undetermined } from "../../support/scenario";

const definition = (name: string) => `aws:ecs/taskDefinition:TaskDefinition::${name}`;
const findsOf = (id: string, certainty: string) => [
  ...["other-tag", "no-tag-of-role", "other-region"].map(
    (name) => `${readsSecrets} secret-unreadable/${id} ${definition(name)}${certainty}`,
  ),
  `${readsSecrets} secret-undecryptable/${id} ${definition("via-parameter-store")}${certainty}`,
  `${undetermined} secret-unclear/${id} ${definition("network")}`,
];

export const scenario: Scenario = {
  proves:
    "a condition is decided where a preview knows what the request will be, and listed where it does not",
  steps: [
    { run: "preview", finds: findsOf("api-key", " presumed") },
    { run: "up" },
    { run: "preview", finds: findsOf("app/secret_0", "") },
    { run: "analyze", finds: findsOf("app/secret_0", "") },
  ],
};
