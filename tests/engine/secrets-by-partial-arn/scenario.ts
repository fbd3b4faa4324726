import { readsSecrets, type Scenario, undetermined } from "../../support/scenario";

const definition = (name: string) => `aws:ecs/taskDefinition:TaskDefinition::${name}`;
const finds = [
  ...["whole-by-partial", "whole-with-key", "partial-by-other"].map(
    (name) => `${readsSecrets} secret-unreadable/app/secret_0 ${definition(name)}`,
  ),
  ...["partial-by-partial", "partial-by-question-marks"].map(
    (name) => `${undetermined} secret-unclear/app/secret_0 ${definition(name)}`,
  ),
];

export const scenario: Scenario = {
  proves: "an ARN without its six characters is not the whole one, and what AWS makes of it is not guessed",
  steps: [
    { run: "preview", finds, says: [/names a part of the secret, and IAM compares the ARN without it/] },
    { run: "up" },
    { run: "preview", finds },
    { run: "analyze export", finds },
  ],
};
