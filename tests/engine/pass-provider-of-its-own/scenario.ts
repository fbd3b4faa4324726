import type { Scenario } from "../../support/scenario";

export const scenario: Scenario = {
  proves: "an explicit provider changes nothing",
  steps: [{ run: "preview" }, { run: "up" }, { run: "preview" }, { run: "analyze" }],
};
