import {
  clientsAfterServers,
  clientsRedeploy,
  everyWait,
  type Scenario,
  undetermined,
} from "../../support/scenario";

const client = (name: string) => `aws:ecs/service:Service::${name}`;
const missing = (server: string) =>
  `${clientsAfterServers} client-without-server/${server} ${client("hasty")}`;

export const scenario: Scenario = {
  pack: everyWait,
  proves:
    "a server that is replaced is new to its clients, one that is renamed or moved is the same as before",
  steps: [
    { run: "up" },
    {
      run: "preview",
      variant: "replaced",
      finds: [
        missing("users"),
        ...["hasty", "waiting"].map((name) => `${clientsRedeploy} new-server/users ${client(name)}`),
      ],
    },
    { run: "preview", variant: "renamed", finds: [missing("accounts")], says: [/dependsOn: \[accounts\]/] },
    { run: "preview", variant: "moved", finds: [missing("users")], says: [/dependsOn: \[backend\]/] },
    {
      run: "preview",
      variant: "removed",
      finds: ["hasty", "waiting"].map((name) => `${undetermined} no-server ${client(name)}`),
    },
  ],
};
