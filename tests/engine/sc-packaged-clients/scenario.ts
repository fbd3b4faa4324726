import { clientsAfterServers, everyWait, type Scenario } from "../../support/scenario";

const missing = (server: string, client: string) =>
  `${clientsAfterServers} client-without-server/${server} packaged:index:Client$aws:ecs/service:Service::${client}`;
const finds = [missing("users", "hasty"), missing("prices", "hasty"), missing("prices", "half")];

export const scenario: Scenario = {
  pack: everyWait,
  proves: "a client inside a component of a package waits by way of the component, or of its inputs",
  steps: [
    {
      run: "preview",
      finds,
      says: [
        /or of component `hasty` around it:\n +\{ dependsOn: \[users, prices\] \}/,
        /or of component `half` around it:\n +\{ dependsOn: \[prices\] \}/,
      ],
    },
    { run: "up" },
    { run: "preview", finds },
  ],
};
