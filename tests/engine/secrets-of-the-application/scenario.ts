import { type Scenario, undetermined } from "../../support/scenario";

export const scenario: Scenario = {
  proves: "a secret that the task role reads beside those of the execution role may be the application's own",
  steps: [
    {
      run: "preview",
      finds: [`${undetermined} secret-unclear/api-key aws:ecs/taskDefinition:TaskDefinition::shop`],
      says: [/the application may do so itself/],
    },
    { run: "up" },
    { run: "preview" },
    { run: "analyze" },
  ],
};
