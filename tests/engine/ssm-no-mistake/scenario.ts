import type { Scenario } from "../../support/scenario";

export const scenario: Scenario = {
  proves: "task roles that only look like the mistake pass",
  steps: [{ run: "preview" }, { run: "up" }, { run: "refresh" }, { run: "preview" }],
};
