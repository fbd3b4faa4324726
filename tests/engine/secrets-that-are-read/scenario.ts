import { readsSecrets, type Scenario, ssmGrant, undetermined } from "../../support/scenario";

const definition = (name: string) => `aws:ecs/taskDefinition:TaskDefinition::${name}`;
const finds = [
  `${ssmGrant} task-role-only aws:iam/rolePolicy:RolePolicy::reads`,
  ...[0, 1, 2].map((index) => `${readsSecrets} secret-unreadable/app/secret_${index} ${definition("shop")}`),
];
const unclear = (id: string) => `${undetermined} secret-unclear/${id} ${definition("encrypted")}`;

export const scenario: Scenario = {
  proves:
    "secrets and keys that are only read are those of somebody else, in previews and in what is deployed",
  steps: [
    { run: "preview", finds: [unclear("encrypted")], says: [/the key is made elsewhere/] },
    { run: "preview", variant: "swapped", finds: [...finds, unclear("encrypted")] },
    { run: "up", variant: "swapped" },
    { run: "preview", variant: "swapped", finds: [...finds, unclear("app/secret_0")] },
    { run: "analyze", finds: [...finds, unclear("app/secret_0")] },
    { run: "preview", finds: [unclear("app/secret_0")] },
  ],
};
