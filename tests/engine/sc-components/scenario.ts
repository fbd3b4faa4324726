import { clientsAfterServers, everyWait, type Scenario } from "../../support/scenario";

const finds = [
  `${clientsAfterServers} client-without-server/users test:index:Group$aws:ecs/service:Service::storefront`,
];

export const scenario: Scenario = {
  pack: everyWait,
  proves: "a component that waits for a component is an edge between the services inside",
  steps: [
    { run: "preview", capture: "sc-components-first", finds, says: [/dependsOn: \[backend\]/] },
    { run: "preview", capture: "sc-components-cured", variant: "cured" },
    { run: "up", variant: "cured" },
    { run: "preview", variant: "cured" },
    { run: "analyze" },
    { run: "preview", finds },
  ],
};
