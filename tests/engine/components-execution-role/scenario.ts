import { readsSecrets, type Scenario, undetermined } from "../../support/scenario";

const definition =
  "ecs-guardrails-components:index:FargateService$aws:ecs/taskDefinition:TaskDefinition::shop";
const declared = {
  role: "tasks",
  actions: ["ssm:GetParameters"],
  resources: ["arn:aws:ssm:*:*:parameter/shop/*"],
  reason: "made by the platform team",
};

export const scenario: Scenario = {
  proves:
    "what a program states of an execution role that it leaves as it is has to be declared to the pack, too",
  steps: [
    { run: "preview", finds: [`${undetermined} secret-unclear/app/database_url ${definition}`] },
    { run: "preview", pack: { [readsSecrets]: { externalRoles: [declared] } } },
  ],
};
