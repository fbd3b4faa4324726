import type { Scenario } from "../../support/scenario";

export const scenario: Scenario = {
  proves: "what the components make passes every policy, and leaves nothing undetermined, at any time",
  steps: [
    { run: "preview" },
    { run: "up with pack" },
    { run: "preview", unchanged: true },
    { run: "refresh" },
    { run: "preview", unchanged: true },
    { run: "analyze" },
    { run: "preview", variant: "extended" },
  ],
};
