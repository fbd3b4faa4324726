import { clientsAfterServers, everyWait, type Scenario, undetermined } from "../../support/scenario";

const missing = (server: string, ...clients: string[]) =>
  clients.map(
    (client) => `${clientsAfterServers} client-without-server/${server} aws:ecs/service:Service::${client}`,
  );
const own = [
  ...missing("users", "hasty-by-arn", "hasty-by-id", "hasty-by-name", "hasty-by-namespace"),
  ...missing("users", "hasty-by-literal-arn", "hasty-by-literal-name"),
  ...missing("invoices", "hasty-overriding"),
];
const inPlatform = ["hasty-by-invoke", "hasty-by-name", "hasty-by-literal-arn", "hasty-by-literal-name"];
const inDefault = ["hasty-in-default", "hasty-by-default-name"];
const unclear = (server: string, clients: string[]) =>
  clients.map((client) => `${undetermined} server-unclear/${server} aws:ecs/service:Service::${client}`);
const elsewhere = [
  ...missing("prices", ...inPlatform),
  ...missing("rates", ...inDefault),
  // Nobody knows here whether the two clusters have one default.
  ...unclear("rates", inPlatform),
  ...unclear("prices", inDefault),
];

export const scenario: Scenario = {
  pack: everyWait,
  proves:
    "a service without a namespace has its cluster's, however it names the cluster; its own comes first",
  steps: [
    { run: "preview", finds: own, says: [/in namespace `shop\.local`/, /in namespace `billing\.local`/] },
    {
      run: "preview",
      variant: "elsewhere",
      finds: elsewhere,
      says: [/the default namespace of cluster `platform`/, /the default namespace of cluster `default`/],
    },
    { run: "up" },
    { run: "preview", finds: own },
    { run: "analyze export", finds: own },
  ],
};
