import { clientsAfterServers, type Scenario, undetermined } from "../../support/scenario";

const at = (name: string) => `aws:ecs/service:Service::${name}`;
const missing = [
  `${clientsAfterServers} client-without-server/orders ${at("hasty")}`,
  `${clientsAfterServers} client-without-server/users ${at("hasty")}`,
  `${clientsAfterServers} client-without-server/users ${at("mistaken")}`,
];
const past = [
  `${undetermined} order-unseen/orders ${at("hasty")}`,
  `${undetermined} order-unseen/users ${at("hasty")}`,
  `${undetermined} order-unseen/users ${at("mistaken")}`,
];

export const scenario: Scenario = {
  proves:
    "a client waits for what it calls or, where it waits for nothing, for all; once all exist that is listed",
  steps: [
    { run: "preview", finds: missing },
    { run: "up" },
    { run: "preview", finds: past },
    { run: "analyze", finds: past },
    { run: "preview", pack: { [clientsAfterServers]: { clients: "all" } }, finds: missing },
  ],
};
