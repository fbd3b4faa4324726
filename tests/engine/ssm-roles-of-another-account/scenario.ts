import { type Scenario, ssmGrant, undetermined } from "../../support/scenario";

const definition = "aws:ecs/taskDefinition:TaskDefinition::shop-123456789012";
const finds = [
  `${ssmGrant} task-role-only aws:iam/rolePolicy:RolePolicy::task-123456789012`,
  `${undetermined} secret-unclear/app/secret_0 ${definition}`,
  `${undetermined} secret-unclear/app/secret_1 ${definition}`,
];

export const scenario: Scenario = {
  proves: "what is attached to a role of another account is not attached to its namesake here",
  steps: [
    { run: "preview", finds },
    { run: "preview", variant: "cured" },
    { run: "up" },
    { run: "preview", finds },
    { run: "analyze", finds },
    { run: "preview", variant: "cured" },
  ],
};
