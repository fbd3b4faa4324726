import { readsSecrets, type Scenario, ssmGrant, undetermined } from "../../support/scenario";

const definition = (name: string) => `aws:ecs/taskDefinition:TaskDefinition::${name}`;
const grant = "aws:iam/rolePolicy:RolePolicy::reads";
const lost = ["lost-secret", "lost-parameter"].map(
  (name) => `${undetermined} secrets-unclear ${definition(name)}`,
);
const finds = [
  `${ssmGrant} task-role-only ${grant}`,
  `${readsSecrets} secret-unreadable/app/secret_0 ${definition("lost-secret")}`,
  `${readsSecrets} secret-unreadable/app/secret_0 ${definition("lost-parameter")}`,
  `${readsSecrets} secret-unreadable/app/secret_0 ${definition("half-lost")}`,
  `${readsSecrets} secret-unreadable/app/secret_1 ${definition("half-lost")}`,
];

export const scenario: Scenario = {
  proves: "containers that have lost their edges are listed, and judged once they are known",
  steps: [
    { run: "preview", finds: lost, says: [/Write the containers with `pulumi\.jsonStringify`/] },
    {
      run: "preview",
      variant: "swapped",
      finds: [
        ...lost,
        `${ssmGrant} task-role-only ${grant} presumed`,
        `${undetermined} secret-unclear/database-url ${definition("half-lost")}`,
      ],
    },
    { run: "up", variant: "swapped" },
    { run: "preview", variant: "swapped", finds },
    { run: "analyze", finds },
    { run: "preview" },
  ],
};
