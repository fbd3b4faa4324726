import { readsSecrets, type Scenario, undetermined } from "../../support/scenario";

const definition = (name: string) => `aws:ecs/taskDefinition:TaskDefinition::${name}`;
const finds = [
  ...["other-named", "denied", "all-denied"].map(
    (name) => `${readsSecrets} secret-unreadable/app/secret_0 ${definition(name)}`,
  ),
  `${readsSecrets} secret-undecryptable/app/secret_0 ${definition("key-policy-of-other")}`,
];

export const scenario: Scenario = {
  proves: "a secret's or a key's own policy, and a grant of the key, count as much as a policy of the role",
  steps: [
    {
      run: "preview",
      finds: [
        `${undetermined} secret-unclear/other-named ${definition("other-named")}`,
        `${readsSecrets} secret-unreadable/all-denied ${definition("all-denied")} presumed`,
        `${undetermined} secret-unclear/key-policy-of-other ${definition("key-policy-of-other")}`,
      ],
    },
    { run: "up" },
    { run: "preview", finds },
    { run: "analyze", finds },
  ],
};
