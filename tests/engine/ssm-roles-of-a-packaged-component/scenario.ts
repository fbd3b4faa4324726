import { readsSecrets, type Scenario, ssmGrant } from "../../support/scenario";

const definition = (name: string) => `aws:ecs/taskDefinition:TaskDefinition::${name}`;
const found = (name: string) => [
  `${ssmGrant} task-role-only aws:iam/rolePolicy:RolePolicy::${name}`,
  `${readsSecrets} secret-unreadable/app/secret_0 ${definition(name)}`,
];
const proven = [...found("ExecutionRole"), ...found("LookedUpRole"), ...found("TaskRoles")];

export const scenario: Scenario = {
  proves: "a packaged component stands for the role inside it, unless its outputs keep edges to one",
  steps: [
    { run: "preview" },
    {
      run: "preview",
      variant: "swapped",
      finds: [
        ...found("ExecutionRole"),
        ...found("LookedUpRole").map((finding) => `${finding} presumed`),
        ...found("TaskRoles"),
      ],
    },
    { run: "up", variant: "swapped" },
    { run: "preview", variant: "swapped", finds: proven },
    { run: "analyze", finds: proven },
    { run: "preview" },
  ],
};
