import { type Scenario, servicesAfterPrerequisites } from "../../support/scenario";

const found = (id: string, name: string) =>
  `${servicesAfterPrerequisites} ${id} aws:ecs/service:Service::${name}`;

/** What each service needs, and the service. */
const pairs = [
  ["aws:lb/listener:Listener::port-80", "aws:ecs/service:Service::plain"],
  ["aws:lb/listener:Listener::port-81", "aws:ecs/service:Service::weighted"],
  ["aws:lb/listenerRule:ListenerRule::rule", "aws:ecs/service:Service::ruled"],
  ["aws:lb/listener:Listener::port-83", "aws:ecs/service:Service::inside"],
  ["aws:lb/listener:Listener::port-86", "aws:ecs/service:Service::blue-green-by-text"],
  ["aws:servicediscovery/httpNamespace:HttpNamespace::orders", "aws:ecs/service:Service::by-name"],
  ["aws:ecs/clusterCapacityProviders:ClusterCapacityProviders::capacity", "aws:ecs/service:Service::on-spot"],
  [
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders::capacity",
    "aws:ecs/service:Service::on-instances",
  ],
] as const;

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
        found("listener-not-awaited/blue", "blue-green-by-text"),
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
    { run: "up", variant: "cured", orders: pairs },
    { run: "preview", variant: "cured" },
    // What AWS has came in some order: an update shows none.
    { run: "preview", finds: [] },
    { run: "analyze" },
    // What is found is true: the services overtake what they need.
    { run: "up", program: "uncured", overtaken: pairs, args: ["--parallel", "100"] },
  ],
};
