import type { Scenario } from "../../support/scenario";

export const scenario: Scenario = {
  proves: "roles named by name, id, ARN, prefix, path and object are recognized",
  steps: [{ run: "preview" }, { run: "up" }, { run: "preview" }, { run: "analyze" }],
};
