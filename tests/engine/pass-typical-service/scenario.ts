import type { Scenario } from "../../support/scenario";

export const scenario: Scenario = {
  proves: "a typical service passes on the first preview, where nearly everything is unknown",
  steps: [{ run: "preview" }, { run: "up" }, { run: "preview" }, { run: "analyze" }],
};
