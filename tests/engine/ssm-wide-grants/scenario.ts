import { type Scenario, ssmGrant } from "../../support/scenario";

export const scenario: Scenario = {
  proves: "a wide grant counts where secrets are taken, and so does a missing execution role",
  steps: [
    {
      run: "preview",
      finds: [
        `${ssmGrant} task-role-only aws:iam/rolePolicy:RolePolicy::everything`,
        `${ssmGrant} task-role-only aws:iam/rolePolicyAttachment:RolePolicyAttachment::read-only`,
        `${ssmGrant} no-execution-role aws:iam/rolePolicy:RolePolicy::no-execution-role`,
      ],
    },
  ],
};
