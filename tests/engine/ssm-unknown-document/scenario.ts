import { type Scenario, ssmGrant, undetermined } from "../../support/scenario";

const found = `${ssmGrant} task-role-only aws:iam/rolePolicy:RolePolicy::reads`;

export const scenario: Scenario = {
  proves: "with everything unknown, edges to one parameter make a presumed violation, and a proven one later",
  steps: [
    {
      run: "preview",
      capture: "ssm-unknown-document-first",
      finds: [`${found} presumed`],
      says: [/presumed from the edges/],
    },
    {
      run: "preview",
      pack: { [ssmGrant]: { presumed: "list" } },
      finds: [`${undetermined} task-role-only aws:iam/rolePolicy:RolePolicy::reads presumed`],
    },
    { run: "preview", variant: "cured" },
    { run: "up" },
    { run: "preview", capture: "ssm-unknown-document-update", finds: [found] },
    { run: "analyze", finds: [found] },
    { run: "preview", variant: "cured" },
  ],
};
