import { readsSecrets, type Scenario, ssmGrant } from "../../support/scenario";

const finds = [
  `${ssmGrant} task-role-only aws:iam/rolePolicy:RolePolicy::wrong-task-reads-222222222222`,
  `${readsSecrets} secret-unreadable/app/secret_0 aws:ecs/taskDefinition:TaskDefinition::wrong-222222222222`,
];

export const scenario: Scenario = {
  proves: "roles of one name in two accounts are not taken for each other",
  steps: [
    { run: "preview", finds },
    { run: "up" },
    { run: "refresh" },
    { run: "preview", finds },
    { run: "analyze export", finds },
  ],
};
