import type { Scenario } from "../../support/scenario";

export const scenario: Scenario = {
  proves: "several services, each with its own roles in a component, are not mixed up",
  steps: [{ run: "preview" }, { run: "up" }, { run: "preview" }, { run: "analyze" }],
};
