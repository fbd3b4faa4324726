import { readsSecrets, type Scenario, ssmGrant } from "../../support/scenario";

const unreadable = ["everything", "read-only", "no-execution-role"].map(
  (name) => `${readsSecrets} secret-unreadable/app/secret_0 aws:ecs/taskDefinition:TaskDefinition::${name}`,
);

export const scenario: Scenario = {
  proves: "a wide grant counts where secrets are taken, and so does a missing execution role",
  steps: [
    {
      run: "preview",
      finds: [
        `${ssmGrant} task-role-only aws:iam/rolePolicy:RolePolicy::everything`,
        `${ssmGrant} task-role-only aws:iam/rolePolicyAttachment:RolePolicyAttachment::read-only`,
        `${ssmGrant} no-execution-role aws:iam/rolePolicy:RolePolicy::no-execution-role`,
        ...unreadable,
      ],
    },
  ],
};
