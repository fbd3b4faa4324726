import { clientsAfterServers, everyWait, type Scenario, undetermined } from "../../support/scenario";

const client = (name: string) => `aws:ecs/service:Service::${name}`;
const listed = (...names: string[]) => names.map((name) => `${undetermined} no-server ${client(name)}`);
const missing = `${clientsAfterServers} client-without-server/users ${client("mixed")}`;
const external = (...patterns: string[]) => ({ [clientsAfterServers]: { external: patterns } });

const shared = "arn:aws:servicediscovery:*:210987654321:namespace/*";

export const scenario: Scenario = {
  pack: everyWait,
  proves:
    "`external` settles clients by namespace, cluster or called host, and hides no server of this stack",
  steps: [
    {
      run: "preview",
      finds: [missing, ...listed("by-name", "by-arn", "by-cluster", "by-resource", "by-host")],
      says: [/name the namespace, or their host names, in "external"/],
    },
    {
      run: "preview",
      pack: external("market.local", shared, "platform", "own.*", "rates.bank.local", "mixed.local"),
      finds: [missing],
    },
    // Whole names only; a namespace, an ARN and a cluster are no patterns for one another.
    {
      run: "preview",
      pack: external("market", "210987654321", "plat", "own", "bank", "platform.local"),
      finds: [missing, ...listed("by-name", "by-arn", "by-cluster", "by-resource", "by-host")],
    },
    { run: "up" },
    {
      run: "analyze",
      pack: external("*.local", "arn:*:namespace/ns-0123456789abcdef", "platform"),
      // The cluster's default may be this namespace, now that there is one.
      finds: [missing, `${undetermined} server-unclear/users ${client("by-cluster")}`],
    },
  ],
};
