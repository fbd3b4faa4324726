import { type Scenario, servicesAfterPrerequisites } from "../../support/scenario";

const found = (id: string, name: string) =>
  `${servicesAfterPrerequisites} ${id} aws:ecs/service:Service::${name}`;

export const scenario: Scenario = {
  proves:
    "a new service comes after the load balancer of its new target group, its new namespace, and the capacity providers of its cluster",
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
        found("namespace-not-awaited/orders", "by-name"),
        found("capacity-provider-not-awaited/main", "on-spot"),
        found("capacity-provider-not-awaited/main", "on-instances"),
        found("capacity-provider-not-listed/main", "not-listed"),
        `${found("capacity-provider-missing/bare", "on-bare")} presumed`,
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
