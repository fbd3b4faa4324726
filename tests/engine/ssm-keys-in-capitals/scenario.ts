import { readsSecrets, type Scenario, ssmGrant } from "../../support/scenario";

const finds = [
  `${ssmGrant} task-role-only aws:iam/rolePolicy:RolePolicy::everything`,
  `${readsSecrets} secret-unreadable/app/url aws:ecs/taskDefinition:TaskDefinition::shop`,
];

export const scenario: Scenario = {
  proves: "secrets are seen whatever the case of the keys",
  steps: [{ run: "preview", finds }, { run: "up" }, { run: "preview", finds }],
};
