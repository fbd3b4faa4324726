import { clientsRedeploy, type Scenario, undetermined } from "../../support/scenario";

const joined = (policy: string, ...clients: string[]) =>
  clients.map((client) => `${policy} new-server/users aws:ecs/service:Service::${client}`);

export const scenario: Scenario = {
  proves: "a client that exists is told of a new server, unless it is seen to get a new deployment",
  steps: [
    { run: "up with pack" },
    {
      run: "preview",
      variant: "joined",
      finds: [
        ...joined(clientsRedeploy, "waiting", "unforced", "scaled", "old-caller", "new-caller"),
        ...joined(clientsRedeploy, "ignoring", "calling-server"),
        ...joined(undetermined, "forced", "numbered"),
      ],
      says: [
        /forceNewDeployment: true,\n +triggers: \{ users: users\.id \}/,
        /Put an output .* in `triggers`/,
      ],
    },
    {
      run: "preview",
      variant: "joined",
      pack: { [clientsRedeploy]: { servers: "referenced" } },
      finds: joined(clientsRedeploy, "new-caller", "calling-server"),
    },
    // Once it is there nothing tells who came before it.
    { run: "up", variant: "joined" },
    { run: "preview", variant: "joined", unchanged: true },
  ],
};
