import type { Scenario } from "../../support/scenario";

export const scenario: Scenario = {
  proves: "a stack without ECS passes, first, deployed and analyzed",
  steps: [{ run: "preview" }, { run: "up with pack" }, { run: "preview" }, { run: "analyze" }],
};
