import type { Scenario } from "../../support/scenario";

export const scenario: Scenario = {
  proves: "where there is no client-only service there is nothing to wait for",
  steps: [{ run: "preview" }, { run: "up" }, { run: "preview" }, { run: "analyze" }],
};
