import { readsSecrets, type Scenario, undetermined } from "../../support/scenario";

const definition = (name: string) => `aws:ecs/taskDefinition:TaskDefinition::${name}`;
const finds = [
  ...["whole-by-partial", "whole-with-key", "partial-by-other"].map(
    (name) => `${readsSecrets} secret-unreadable/app/secret_0 ${definition(name)}`,
  ),
  `${undetermined} secret-unclear/app/secret_0 ${definition("partial-by-partial")}`,
];

export const scenario: Scenario = {
  proves:
    "an ARN without its six characters is resolved to the whole one, where it does not end like one itself",
  steps: [
    { run: "preview", finds, says: [/names a part of the secret, and IAM compares the ARN without it/] },
    { run: "up" },
    { run: "preview", finds },
    { run: "analyze export", finds },
  ],
};
