import { readsSecrets, type Scenario, ssmGrant, undetermined } from "../../support/scenario";

const definition = (name: string) => `aws:ecs/taskDefinition:TaskDefinition::${name}`;
const found = (name: string) => [
  `${ssmGrant} task-role-only aws:iam/rolePolicy:RolePolicy::${name}`,
  `${readsSecrets} secret-unreadable/app/secret_0 ${definition(name)}`,
];
const unclear = [
  `${undetermined} grant-unclear ${definition("TaskRoles")}`,
  `${undetermined} secret-unclear/app/secret_0 ${definition("TaskRoles")}`,
];
const proven = [...found("ExecutionRole"), ...found("LookedUpRole"), ...found("TaskRoles")];

export const scenario: Scenario = {
  proves: "a packaged component stands for the role inside it, and for none where it has several",
  steps: [
    { run: "preview", finds: unclear },
    {
      run: "preview",
      variant: "swapped",
      finds: [
        ...found("ExecutionRole"),
        ...found("LookedUpRole").map((finding) => `${finding} presumed`),
        ...unclear,
      ],
    },
    { run: "up", variant: "swapped" },
    { run: "preview", variant: "swapped", finds: proven },
    { run: "analyze", finds: proven },
    { run: "preview" },
  ],
};
