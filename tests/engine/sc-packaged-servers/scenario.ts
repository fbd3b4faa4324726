import {
  clientsAfterServers,
  everyWait,
  type Scenario,
  servicesAfterPrerequisites,
} from "../../support/scenario";

const missing = (server: string, client: string) =>
  `${clientsAfterServers} client-without-server/${server} ${client}`;
const finds = [
  missing("users", "aws:ecs/service:Service::hasty"),
  missing("users", "test:index:Group$aws:ecs/service:Service::inside"),
  missing("market", "aws:ecs/service:Service::by-name"),
];

export const scenario: Scenario = {
  pack: everyWait,
  proves: "a server inside a component of a package is waited for by way of the component",
  steps: [
    {
      run: "preview",
      finds: [
        ...finds,
        `${servicesAfterPrerequisites} namespace-not-awaited/market aws:ecs/service:Service::by-name`,
      ],
      says: [
        /`hasty` wait\. .*\n +\{ dependsOn: \[users\] \}/,
        /or of component `frontend` around it/,
        /in namespace `market\.local`/,
      ],
    },
    { run: "up" },
    // What is inside the component has no variable in the program.
    { run: "preview", finds, says: [/triggers: \{ users: "a new value" \}/] },
  ],
};
