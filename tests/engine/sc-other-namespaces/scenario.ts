import type { Scenario } from "../../support/scenario";

export const scenario: Scenario = {
  proves: "servers of other namespaces and Regions are not waited for",
  steps: [{ run: "preview" }, { run: "up" }, { run: "preview" }, { run: "analyze" }],
};
