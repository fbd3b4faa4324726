import { readsSecrets, type Scenario, ssmGrant, undetermined } from "../../support/scenario";

const finds = [
  `${ssmGrant} task-role-only aws:iam/rolePolicy:RolePolicy::task-reads`,
  `${undetermined} secret-unclear/app/secret_0 aws:ecs/taskDefinition:TaskDefinition::shop`,
];
const entry = {
  role: "ecsTaskExecutionRole",
  actions: ["ssm:GetParameters"],
  resources: ["arn:aws:ssm:*:*:parameter/shop/*"],
  reason: "made by the platform stack",
};
const declared = { [ssmGrant]: { externalRoles: [entry] }, [readsSecrets]: { externalRoles: [entry] } };

export const scenario: Scenario = {
  proves: "a role that is only read is one made elsewhere, in previews and in what is deployed",
  steps: [
    { run: "preview", finds },
    { run: "preview", variant: "cured" },
    { run: "up" },
    { run: "preview", finds },
    { run: "preview", pack: declared },
    { run: "analyze", finds, says: [/which is made elsewhere/] },
    { run: "analyze export", pack: declared },
  ],
};
