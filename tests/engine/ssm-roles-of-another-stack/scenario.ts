import { readsSecrets, type Scenario, ssmGrant, undetermined } from "../../support/scenario";

const findsOf = (name: string) => [
  `${ssmGrant} task-role-only aws:iam/rolePolicy:RolePolicy::reads`,
  `${undetermined} secret-unclear/app/secret_0 aws:ecs/taskDefinition:TaskDefinition::${name}`,
];
const entry = {
  role: "arn:aws:iam::*:role/platform/execution-*",
  actions: ["ssm:GetParameters"],
  resources: ["arn:aws:ssm:eu-central-1:*:parameter/shop/*"],
  reason: "attached by another application",
};

export const scenario: Scenario = {
  proves:
    "of the roles of another stack each application knows what it attaches itself, and what is declared",
  steps: [
    { run: "up with pack", program: "platform" },
    { run: "preview" },
    { run: "preview", variant: "swapped", finds: findsOf("shop") },
    { run: "up" },
    { run: "analyze" },
    // What the first application has attached to the role is not seen from here.
    { run: "preview", program: "billing", finds: findsOf("billing") },
    { run: "up", program: "billing" },
    { run: "analyze export", program: "billing", finds: findsOf("billing") },
    {
      run: "preview",
      program: "billing",
      pack: { [ssmGrant]: { externalRoles: [entry] }, [readsSecrets]: { externalRoles: [entry] } },
    },
  ],
};
