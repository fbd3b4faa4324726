import { clientsAfterServers, everyWait, type Scenario, undetermined } from "../../support/scenario";

const client = (name: string) => `aws:ecs/service:Service::${name}`;
const missing = (...names: string[]) =>
  names.map((name) => `${clientsAfterServers} client-without-server/users ${client(name)} presumed`);
const unclear = (...names: string[]) =>
  names.map((name) => `${undetermined} server-unclear/users ${client(name)}`);

const callers = ["url", "list", "command", "entry-point", "health-check"];
const others = ["longer-name", "image", "nothing", "elsewhere"];

export const scenario: Scenario = {
  pack: everyWait,
  proves:
    "where two namespaces cannot be told apart, the server's name in the containers is evidence of a call",
  steps: [
    { run: "preview", finds: [...missing(...callers), ...unclear(...others, "late")] },
    {
      run: "preview",
      pack: { [clientsAfterServers]: { presumed: "list" } },
      finds: [
        ...callers.map((name) => `${undetermined} client-without-server/users ${client(name)} presumed`),
        ...unclear(...others, "late"),
      ],
    },
    { run: "up" },
    { run: "preview", finds: [...missing(...callers, "late"), ...unclear(...others)] },
  ],
};
