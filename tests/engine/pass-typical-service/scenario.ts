import type { Scenario } from "../../support/scenario";

export const scenario: Scenario = {
  proves: "a typical service passes on the first preview, where nearly everything is unknown",
  steps: [
    { run: "preview", capture: "pass-typical-service-first" },
    { run: "up" },
    { run: "preview", capture: "pass-typical-service-update" },
    { run: "analyze" },
  ],
};
