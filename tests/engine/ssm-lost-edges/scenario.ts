import { type Scenario, ssmGrant, undetermined } from "../../support/scenario";

export const scenario: Scenario = {
  proves:
    "a document that has lost its edges is listed with the advice that keeps them, and judged once it is known",
  steps: [
    {
      run: "preview",
      capture: "ssm-lost-edges-first",
      finds: [`${undetermined} grant-unclear aws:iam/rolePolicy:RolePolicy::reads`],
      says: [/pulumi\.jsonStringify/],
    },
    { run: "preview", variant: "cured" },
    { run: "up" },
    { run: "preview", finds: [`${ssmGrant} task-role-only aws:iam/rolePolicy:RolePolicy::reads`] },
    { run: "up", variant: "cured" },
    { run: "preview", variant: "cured" },
  ],
};
