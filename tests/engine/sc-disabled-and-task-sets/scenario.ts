import { clientsAfterServers, everyWait, type Scenario, undetermined } from "../../support/scenario";

const client = (name: string) => `aws:ecs/service:Service::${name}`;
const missing = (server: string, ...clients: string[]) =>
  clients.map((name) => `${clientsAfterServers} client-without-server/${server} ${client(name)}`);
const idle = `${undetermined} no-tasks ${client("idle")}`;

export const scenario: Scenario = {
  pack: everyWait,
  proves:
    "what is not in Service Connect is not judged; a client without tasks is listed, a server is one without",
  steps: [
    { run: "preview", finds: [...missing("idle-server", "busy", "daemon"), idle] },
    { run: "up" },
    {
      run: "preview",
      variant: "enabled",
      finds: [
        ...missing("idle-server", "busy", "daemon", "off", "without"),
        ...missing("users", "off", "without"),
        idle,
      ],
    },
  ],
};
