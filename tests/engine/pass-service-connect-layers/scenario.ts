import type { Scenario } from "../../support/scenario";

export const scenario: Scenario = {
  proves: "a chain of edges of any kind is an order",
  steps: [{ run: "preview" }, { run: "up" }, { run: "preview" }, { run: "analyze" }],
};
