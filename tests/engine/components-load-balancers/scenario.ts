import type { Scenario } from "../../support/scenario";

export const scenario: Scenario = {
  proves:
    "load balancers and strategies of the components pass every policy, leave nothing undetermined, and stay as they are",
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
