import { clientsAfterServers, everyWait, type Scenario, undetermined } from "../../support/scenario";

const service = (name: string) => `aws:ecs/service:Service::${name}`;
const inCluster = ["arn", "id", "name", "literal"].map((way) => service(`hasty-by-${way}`));
const finds = [
  ...inCluster.map((client) => `${clientsAfterServers} client-without-server/prices ${client}`),
  `${clientsAfterServers} client-without-server/users ${service("hasty")}`,
  // The cluster's default may be that namespace.
  ...[...inCluster, service("waiting-in-cluster")].map(
    (client) => `${undetermined} server-unclear/users ${client}`,
  ),
  `${undetermined} server-unclear/prices ${service("hasty")}`,
];

export const scenario: Scenario = {
  pack: everyWait,
  proves: "a cluster and a namespace that are only read count as made elsewhere, in each kind of run",
  steps: [{ run: "preview", finds }, { run: "up" }, { run: "preview", finds }, { run: "analyze", finds }],
};
