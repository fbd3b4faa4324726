import type { Scenario } from "../../support/scenario";

export const scenario: Scenario = {
  proves: "what this stack attaches to roles made elsewhere counts",
  steps: [{ run: "preview" }, { run: "up" }, { run: "preview" }, { run: "analyze" }],
};
