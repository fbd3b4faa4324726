import { readsSecrets, type Scenario, ssmGrant, undetermined } from "../../support/scenario";

const found = `${ssmGrant} task-role-only aws:iam/rolePolicy:RolePolicy::reads`;
const definition = "aws:ecs/taskDefinition:TaskDefinition::shop";
const presumed = `${readsSecrets} secret-unreadable/database-url ${definition} presumed`;
const proven = `${readsSecrets} secret-unreadable/app/secret_0 ${definition}`;

export const scenario: Scenario = {
  proves: "with everything unknown, edges to one parameter make a presumed violation, and a proven one later",
  steps: [
    {
      run: "preview",
      capture: "ssm-unknown-document-first",
      finds: [`${found} presumed`, presumed],
      says: [/presumed from the edges/],
    },
    {
      run: "preview",
      pack: { [ssmGrant]: { presumed: "list" }, [readsSecrets]: { presumed: "list" } },
      finds: [
        `${undetermined} task-role-only aws:iam/rolePolicy:RolePolicy::reads presumed`,
        `${undetermined} secret-unreadable/database-url ${definition} presumed`,
      ],
    },
    { run: "preview", variant: "cured" },
    { run: "up" },
    { run: "preview", capture: "ssm-unknown-document-update", finds: [found, proven] },
    { run: "analyze", finds: [found, proven] },
    { run: "preview", variant: "cured" },
  ],
};
