import { clientsAfterServers, everyWait, type Scenario } from "../../support/scenario";

const missing = (server: string) =>
  `${clientsAfterServers} client-without-server/${server} aws:ecs/service:Service::storefront`;

export const scenario: Scenario = {
  pack: everyWait,
  proves: "`servers: referenced` demands an edge only to the servers whose host names the containers hold",
  steps: [
    { run: "preview", finds: [missing("users"), missing("orders")] },
    { run: "preview", pack: { [clientsAfterServers]: { servers: "referenced" } }, finds: [missing("users")] },
    { run: "up" },
    { run: "preview", pack: { [clientsAfterServers]: { servers: "referenced" } }, finds: [missing("users")] },
  ],
};
