import { type Scenario, ssmGrant, undetermined } from "../../support/scenario";

const unclear = (name: string) => `${undetermined} grant-unclear aws:iam/rolePolicy:RolePolicy::${name}`;

export const scenario: Scenario = {
  proves: "an unknown document without a parameter in common with the containers is listed, not rejected",
  steps: [
    { run: "preview", finds: [unclear("reads")] },
    { run: "preview", variant: "bucket", finds: [unclear("reads")] },
    { run: "preview", pack: { [ssmGrant]: { when: "referenced" } } },
    { run: "up" },
    {
      run: "preview",
      finds: [`${ssmGrant} task-role-only aws:iam/rolePolicy:RolePolicy::reads`],
      says: [/The containers of .* take none so far\..*"when": "referenced"/],
    },
    { run: "preview", pack: { [ssmGrant]: { when: "referenced" } } },
  ],
};
