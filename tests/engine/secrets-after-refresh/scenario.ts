import { readsSecrets, type Scenario } from "../../support/scenario";

const finds = ["inline", "attached", "many", "in-role"].map(
  (name) => `${readsSecrets} secret-unreadable/app/secret_0 aws:ecs/taskDefinition:TaskDefinition::${name}`,
);

export const scenario: Scenario = {
  proves: "what a refresh has found on roles is no grant of the program, and takes none from it",
  steps: [
    { run: "up" },
    { run: "refresh" },
    { run: "preview" },
    { run: "preview", variant: "given-up", finds },
    { run: "up", variant: "given-up" },
    { run: "analyze", finds },
  ],
};
