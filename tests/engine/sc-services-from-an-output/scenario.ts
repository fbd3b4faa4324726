import { clientsAfterServers, everyWait, type Scenario, undetermined } from "../../support/scenario";

const service = (name: string) => `aws:ecs/service:Service::${name}`;
const missing = (server: string) =>
  `${clientsAfterServers} client-without-server/${server} ${service("storefront")}`;
const decided = ["users", "orders", "prices"].map(missing);

export const scenario: Scenario = {
  pack: everyWait,
  proves: "a part that is not known is listed for itself and for its clients, and decided once it is known",
  steps: [
    {
      run: "preview",
      finds: [
        missing("prices"),
        ...["users", "orders", "off"].flatMap((name) => [
          `${undetermined} part-unknown ${service(name)}`,
          `${undetermined} server-unclear/${name} ${service("storefront")}`,
        ]),
      ],
      says: [
        /whether that is a server is not known, because `serviceConnectConfiguration\.services` is not known/,
      ],
    },
    // The preview lets it pass, but for the one; at its end the update knows all of them.
    { run: "up" },
    { run: "preview", finds: decided },
    { run: "analyze", finds: decided },
  ],
};
