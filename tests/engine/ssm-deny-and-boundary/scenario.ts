import { readsSecrets, type Scenario, ssmGrant, undetermined } from "../../support/scenario";

const policy = (name: string) => `aws:iam/rolePolicy:RolePolicy::${name}`;

const unreadable = (name: string) =>
  `${readsSecrets} secret-unreadable/app/secret_0 aws:ecs/taskDefinition:TaskDefinition::${name}`;

export const scenario: Scenario = {
  proves: "Deny, boundary, condition and the singular action decide what a role may read",
  steps: [
    {
      run: "preview",
      finds: [
        `${ssmGrant} task-role-only ${policy("denied-execution-task-0")}`,
        `${ssmGrant} task-role-only ${policy("singular-execution-task-0")}`,
        `${ssmGrant} task-role-only ${policy("bounded-execution-task-0")}`,
        unreadable("denied-execution"),
        unreadable("denied-task"),
        unreadable("singular-execution"),
        unreadable("bounded-execution"),
        `${undetermined} secret-unclear/app/secret_0 aws:ecs/taskDefinition:TaskDefinition::conditional-execution`,
        `${undetermined} grant-unclear ${policy("conditional-execution-task-0")}`,
      ],
    },
  ],
};
