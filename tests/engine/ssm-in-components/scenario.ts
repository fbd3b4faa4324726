import { readsSecrets, type Scenario, ssmGrant } from "../../support/scenario";

const finds = [
  `${ssmGrant} task-role-only test:index:Group$aws:iam/rolePolicy:RolePolicy::reads`,
  `${readsSecrets} secret-unreadable/app/secret_0 test:index:Group$aws:ecs/taskDefinition:TaskDefinition::shop`,
];

export const scenario: Scenario = {
  proves: "components around roles, policies and task definitions hide nothing",
  steps: [
    { run: "preview", capture: "ssm-in-components-first", finds },
    { run: "preview", variant: "cured" },
    { run: "up", variant: "cured" },
    { run: "preview", finds },
  ],
};
