import { loadBalancersReachTasks, undetermined } from "../../support/policy-names";
import type { Scenario } from "../../support/scenario";

const found = (id: string, name: string) =>
  `${loadBalancersReachTasks} ${id} aws:ecs/service:Service::${name}`;

const finds = [
  found("not-admitted/front", "shut"),
  found("not-admitted/front", "another-port"),
  found("not-admitted/network", "network-by-group"),
  found("health-port-not-admitted/health-elsewhere", "health-elsewhere"),
  found("target-type/instances", "instances"),
  found("container/1", "no-container"),
  found("container-port/1", "no-port"),
  `${undetermined} load-balancer-sends-nothing/quiet aws:ecs/service:Service::nothing-sent`,
];

export const scenario: Scenario = {
  proves:
    "a load balancer reaches tasks by target type, container, port and security groups, whatever is known of them",
  steps: [
    { run: "preview", capture: "load-balancers-first", finds },
    { run: "up" },
    { run: "preview", finds },
    { run: "analyze", finds },
  ],
};
