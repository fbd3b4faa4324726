import { outputsAreNotText, readsSecrets, type Scenario } from "../../support/scenario";

const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition::shop";

export const scenario: Scenario = {
  proves: "the text of an Output in a property is found, in previews and in what is deployed",
  steps: [
    {
      run: "preview",
      finds: [
        `${outputsAreNotText} output-text/policy aws:iam/rolePolicy:RolePolicy::reads`,
        `${outputsAreNotText} output-text/containerdefinitions ${taskDefinition}`,
        `${readsSecrets} secret-malformed/app/url ${taskDefinition}`,
        `${outputsAreNotText} output-text/tags ${taskDefinition}`,
      ],
      says: [/pulumi\.interpolate/, /the reference holds the text of an Output/],
    },
    { run: "preview", variant: "cured" },
  ],
};
