import { clientsAfterServers, everyWait, type Scenario, undetermined } from "../../support/scenario";

const service = (name: string) => `aws:ecs/service:Service::${name}`;
const missing = (...clients: string[]) =>
  clients.map((client) => `${clientsAfterServers} client-without-server/users ${service(client)}`);
const referenced = { [clientsAfterServers]: { servers: "referenced" } };
const hidden = [
  `${undetermined} namespace-unknown ${service("hasty-in-secret")}`,
  `${undetermined} secrets-unclear aws:ecs/taskDefinition:TaskDefinition::hasty-secret`,
];

export const scenario: Scenario = {
  pack: everyWait,
  proves:
    "what is deployed is judged by its state; from an exported one without its secrets, what they hide is listed",
  steps: [
    { run: "up" },
    { run: "analyze", finds: missing("hasty", "hasty-idle", "hasty-secret", "hasty-in-secret") },
    { run: "analyze", pack: referenced, finds: missing("hasty", "hasty-secret") },
    {
      run: "analyze export",
      finds: [...missing("hasty", "hasty-idle", "hasty-secret"), ...hidden],
    },
    {
      run: "analyze export",
      pack: referenced,
      finds: [
        ...missing("hasty"),
        `${undetermined} references-unknown/users ${service("hasty-secret")}`,
        ...hidden,
      ],
    },
  ],
};
