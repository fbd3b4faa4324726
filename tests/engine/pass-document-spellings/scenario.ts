import type { Scenario } from "../../support/scenario";

export const scenario: Scenario = {
  proves: "a read on the execution role is a read, however its document is written and whatever is unknown",
  steps: [{ run: "preview" }, { run: "up" }, { run: "preview" }, { run: "analyze" }],
};
