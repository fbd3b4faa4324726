import {
  clientsAfterServers,
  clientsRedeploy,
  everyWait,
  type Scenario,
  undetermined,
} from "../../support/scenario";

const client = "aws:ecs/service:Service::storefront";

export const scenario: Scenario = {
  pack: everyWait,
  proves:
    "a client without a server in the stack is listed, or settled by `external`; a new server is waited for",
  steps: [
    { run: "preview", finds: [`${undetermined} no-server ${client}`], says: [/"external"/] },
    { run: "preview", pack: { [clientsAfterServers]: { external: ["sha*"] } } },
    { run: "up" },
    {
      run: "preview",
      variant: "without-edge",
      finds: [
        `${clientsAfterServers} client-without-server/users ${client}`,
        `${clientsRedeploy} new-server/users ${client}`,
      ],
      says: [/is deployed already/],
    },
    { run: "preview", variant: "with-server", finds: [`${clientsRedeploy} new-server/users ${client}`] },
  ],
};
