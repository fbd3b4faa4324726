import type { Scenario } from "../../support/scenario";

export const scenario: Scenario = {
  proves: "what the components make passes every policy, and leaves nothing undetermined, at any time",
  steps: [
    { run: "preview" },
    {
      run: "up with pack",
      hides: ["secret of the"],
      encrypts: ["secret of the parameter", "secret of the environment"],
    },
    { run: "preview", unchanged: true },
    { run: "refresh" },
    { run: "preview", unchanged: true },
    { run: "analyze" },
    { run: "preview", variant: "extended" },
  ],
};
