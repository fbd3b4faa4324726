import { outputsAreNotText, readsSecrets, type Scenario, ssmGrant } from "../../support/scenario";

const finds = [
  `${ssmGrant} task-role-only aws:iam/role:Role::task`,
  `${readsSecrets} secret-unreadable/app/secret_0 aws:ecs/taskDefinition:TaskDefinition::shop`,
];

export const scenario: Scenario = {
  proves: "what AWS still has is not what the program says: a moved grant counts where it is now",
  steps: [
    { run: "up" },
    { run: "refresh" },
    { run: "preview" },
    { run: "preview", variant: "swapped", finds },
    // Without the recorded inputs the outputs of a role that is not changed stand in.
    { run: "preview", pack: { [outputsAreNotText]: "disabled" } },
  ],
};
