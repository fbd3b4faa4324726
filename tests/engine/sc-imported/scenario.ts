import { clientsAfterServers, clientsRedeploy, everyWait, type Scenario } from "../../support/scenario";

const storefront = "aws:ecs/service:Service::storefront";
const missing = `${clientsAfterServers} client-without-server/users ${storefront}`;

export const scenario: Scenario = {
  pack: everyWait,
  proves: "what is imported exists: a server is not new, a client has tasks that need a new deployment",
  steps: [
    { run: "up", program: "legacy" },
    { run: "preview", finds: [missing] },
    {
      run: "preview",
      variant: "client",
      finds: [missing, `${clientsRedeploy} new-server/users ${storefront}`],
      says: [/`storefront` is deployed already/],
    },
  ],
};
