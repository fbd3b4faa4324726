import { clientsAfterServers, everyWait, type Scenario, undetermined } from "../../support/scenario";

const service = (name: string) => `aws:ecs/service:Service::${name}`;
const lone = `${undetermined} server-unclear/virginia-users ${service("virginia-from-frankfurt")}`;
const finds = [
  ...["frankfurt", "virginia", "staging"].flatMap((place) =>
    ["by-name", "by-cluster"].map(
      (way) => `${clientsAfterServers} client-without-server/${place}-users ${service(`${place}-${way}`)}`,
    ),
  ),
  lone,
];

export const scenario: Scenario = {
  pack: everyWait,
  proves: "names are those of one Region and one account: each client misses its own server and no other",
  steps: [
    { run: "preview", finds },
    { run: "up" },
    { run: "preview", finds },
    { run: "preview", variant: "cured", finds: [lone] },
  ],
};
