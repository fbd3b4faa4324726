import {
  clientsAfterServers,
  everyWait,
  type Scenario,
  servicesAfterPrerequisites,
  undetermined,
} from "../../support/scenario";

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
/** Each names the namespace of its own place, and waits for none. */
const early = ["frankfurt", "virginia", "staging"].map(
  (place) => `${servicesAfterPrerequisites} namespace-not-awaited/${place} ${service(`${place}-by-name`)}`,
);

export const scenario: Scenario = {
  pack: everyWait,
  proves: "names are those of one Region and one account: each client misses its own server and no other",
  steps: [
    { run: "preview", finds: [...finds, ...early] },
    { run: "up" },
    { run: "preview", finds },
    { run: "preview", variant: "cured", finds: [lone] },
  ],
};
