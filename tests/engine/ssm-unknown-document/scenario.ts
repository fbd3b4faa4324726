import { readsSecrets, type Scenario, ssmGrant, undetermined } from "../../support/scenario";

const found = `${ssmGrant} task-role-only aws:iam/rolePolicy:RolePolicy::reads`;
const definition = "aws:ecs/taskDefinition:TaskDefinition::shop";
// The application may read by itself what its role presumably may.
const listed = `${undetermined} secret-unclear/database-url ${definition}`;
const proven = `${readsSecrets} secret-unreadable/app/secret_0 ${definition}`;

export const scenario: Scenario = {
  proves: "with everything unknown, edges to one parameter make a presumed violation, and a proven one later",
  steps: [
    {
      run: "preview",
      capture: "ssm-unknown-document-first",
      finds: [`${found} presumed`, listed],
      says: [/`reads` presumably gives the read to the task role/],
    },
    {
      run: "preview",
      pack: { [ssmGrant]: { presumed: "list" }, [readsSecrets]: { presumed: "list" } },
      finds: [`${undetermined} task-role-only aws:iam/rolePolicy:RolePolicy::reads presumed`, listed],
    },
    { run: "preview", variant: "cured" },
    { run: "up" },
    { run: "preview", capture: "ssm-unknown-document-update", finds: [found, proven] },
    { run: "analyze", finds: [found, proven] },
    { run: "preview", variant: "cured" },
  ],
};
