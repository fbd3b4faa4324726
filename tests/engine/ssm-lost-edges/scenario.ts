import { readsSecrets, type Scenario, ssmGrant, undetermined } from "../../support/scenario";

const definition = "aws:ecs/taskDefinition:TaskDefinition::shop";
const unclear = `${undetermined} secret-unclear/database-url ${definition}`;
const finds = [
  `${ssmGrant} task-role-only aws:iam/rolePolicy:RolePolicy::reads`,
  `${readsSecrets} secret-unreadable/app/secret_0 ${definition}`,
];

export const scenario: Scenario = {
  proves:
    "a document that has lost its edges is listed with the advice that keeps them, and judged once it is known",
  steps: [
    {
      run: "preview",
      capture: "ssm-lost-edges-first",
      finds: [`${undetermined} grant-unclear aws:iam/rolePolicy:RolePolicy::reads`, unclear],
      says: [/pulumi\.jsonStringify/],
    },
    { run: "preview", variant: "cured", finds: [unclear], says: [/pulumi\.jsonStringify/] },
    // The preview lets it pass; at its end the update knows the document.
    { run: "up with pack", finds },
    { run: "preview", finds },
    { run: "up", variant: "cured" },
    { run: "preview", variant: "cured" },
  ],
};
