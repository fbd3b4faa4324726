import type { Scenario } from "../../support/scenario";

export const scenario: Scenario = {
  proves: "clusters and namespaces of one name in two Regions are two, and a provider's edges are waited for",
  steps: [{ run: "preview" }, { run: "up" }, { run: "preview" }, { run: "analyze" }],
};
