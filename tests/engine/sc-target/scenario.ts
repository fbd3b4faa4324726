import {
  clientsAfterServers,
  clientsRedeploy,
  everyWait,
  type Scenario,
  undetermined,
} from "../../support/scenario";

const service = (name: string) => `aws:ecs/service:Service::${name}`;
const only = (...names: string[]) =>
  names.flatMap((name) => ["--target", `urn:pulumi:sc-target::scenarios::${service(name)}`]);
const missing = `${clientsAfterServers} client-without-server/users ${service("hasty")}`;
const unclear = (server: string, client: string) =>
  `${undetermined} server-unclear/${server} ${service(client)}`;

export const scenario: Scenario = {
  pack: everyWait,
  proves: "a client that is left out is not judged, one that is there already is; the server likewise",
  steps: [
    { run: "preview", args: only("users") },
    // Of what is left out nothing is known: the other client may be a server, too.
    {
      run: "preview",
      args: only("hasty"),
      finds: ["users", "waiting"].map((name) => unclear(name, "hasty")),
    },
    { run: "preview", args: only("users", "hasty"), finds: [missing, unclear("waiting", "hasty")] },
    { run: "preview", args: only("users", "waiting"), finds: [unclear("hasty", "waiting")] },
    { run: "up", args: only("hasty") },
    // It is left out again, but AWS has it, and the server comes after it.
    {
      run: "preview",
      args: only("users"),
      finds: [
        missing,
        unclear("waiting", "hasty"),
        `${clientsRedeploy} new-server/users ${service("hasty")}`,
      ],
      says: [/`hasty` is deployed already/],
    },
  ],
};
