import { type Scenario, ssmGrant, undetermined } from "../../support/scenario";

const policy = (name: string) => `aws:iam/rolePolicy:RolePolicy::${name}`;

export const scenario: Scenario = {
  proves: "Deny, boundary, condition and the singular action decide what a role may read",
  steps: [
    {
      run: "preview",
      finds: [
        `${ssmGrant} task-role-only ${policy("denied-execution-task-0")}`,
        `${ssmGrant} task-role-only ${policy("singular-execution-task-0")}`,
        `${ssmGrant} task-role-only ${policy("bounded-execution-task-0")}`,
        `${undetermined} grant-unclear ${policy("conditional-execution-task-0")}`,
      ],
    },
  ],
};
