import { servicesAreAccepted, undetermined } from "../../support/policy-names";
import type { Scenario } from "../../support/scenario";

const found = (id: string, name: string) => `${servicesAreAccepted} ${id} aws:ecs/service:Service::${name}`;

/** Whatever is known of task definitions. */
const always = [
  found("network-configuration", "network-with-bridge"),
  found("strategy-weights", "no-weight"),
  found("service-placement-constraints", "placed"),
  found("platform-version", "platform"),
  found("equal-percents", "equal"),
  found("no-step", "stuck"),
  found("code-deploy-load-balancer", "code-deploy"),
  found("external-task-definition", "task-sets-with-tasks"),
  found("classic-load-balancer-fargate", "classic"),
  found("launch-volume-missing/logs", "no-volume"),
  `${undetermined} daemon-on-fargate aws:ecs/service:Service::daemon-on-fargate`,
];

export const scenario: Scenario = {
  proves: "services are such as AWS takes, and have a step to deploy, whatever is known of them",
  steps: [
    {
      run: "preview",
      capture: "services-accepted-first",
      finds: [
        ...always,
        found("launch-type-and-strategies", "both"),
        found("network-configuration-missing", "no-network"),
        found("role-no-load-balancer", "role"),
      ],
    },
    { run: "up" },
    // A service that exists keeps its network and role, and takes a strategy, whatever launch type it was made with.
    { run: "preview", finds: always },
    { run: "analyze", finds: always },
  ],
};
