import { type Scenario, servicesAfterPrerequisites } from "../../support/scenario";

const found = (id: string, name: string) =>
  `${servicesAfterPrerequisites} ${id} aws:ecs/service:Service::${name}`;

export const scenario: Scenario = {
  proves: "a new service comes after the listener or rule that gives its new target group a load balancer",
  steps: [
    {
      run: "preview",
      capture: "services-after-prerequisites-first",
      finds: [
        found("listener-not-awaited/plain", "plain"),
        found("listener-not-awaited/weighted", "weighted"),
        found("listener-not-awaited/ruled", "ruled"),
        found("listener-not-awaited/inside", "inside"),
        `${found("listener-missing/alone", "alone")} presumed`,
      ],
      says: [/^ {4}\{ dependsOn: \[port80\] \}$/m, /^ {4}\{ dependsOn: \[edge\] \}$/m],
    },
    { run: "preview", variant: "cured" },
    { run: "up", variant: "cured" },
    { run: "preview", variant: "cured" },
    // What AWS has came in some order: an update shows none.
    { run: "preview", finds: [] },
    { run: "analyze" },
  ],
};
