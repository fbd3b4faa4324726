import { readsSecrets, type Scenario, ssmGrant, undetermined } from "../../support/scenario";

const definition = (name: string) => `aws:ecs/taskDefinition:TaskDefinition::${name}`;
const grant = (name: string) => `aws:iam/rolePolicy:RolePolicy::${name}`;
const finds = ["attached", "named"].flatMap((name) => [
  `${ssmGrant} task-role-only ${grant(name)}`,
  `${readsSecrets} secret-unreadable/app/secret_0 ${definition(name)}`,
]);
const unclear = [
  `${undetermined} grant-unclear ${grant("attached")}`,
  `${undetermined} secret-unclear/app/secret_0 ${definition("attached")}`,
  `${undetermined} secret-unclear/app/secret_0 ${definition("named")}`,
];

export const scenario: Scenario = {
  proves:
    "a role that has lost its edges may be any role: what it reads is listed, and judged once it is known",
  steps: [
    { run: "preview", finds: unclear },
    {
      run: "preview",
      variant: "swapped",
      finds: [...unclear, `${undetermined} grant-unclear ${definition("named")}`],
    },
    { run: "up", variant: "swapped" },
    { run: "preview", variant: "swapped", finds },
    { run: "analyze export", finds },
    { run: "preview" },
  ],
};
