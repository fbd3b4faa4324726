import type { Scenario } from "../../support/scenario";

export const scenario: Scenario = {
  proves: "services of a cluster made elsewhere share its default namespace",
  steps: [{ run: "preview" }, { run: "up" }, { run: "preview" }, { run: "analyze" }],
};
