import { clientsAfterServers, everyWait, type Scenario, undetermined } from "../../support/scenario";

const service = (name: string) => `aws:ecs/service:Service::${name}`;
/** The ways in which clients name the namespace of each server for certain. */
const alike = {
  http: ["arn", "name", "literal-name", "default"],
  // Its server goes by the name of a DNS namespace, and so does one of type HTTP that ECS finds under it.
  private: ["name", "literal-name"],
  public: ["arn", "default"],
};
const missing = Object.entries(alike).flatMap(([kind, ways]) =>
  ways.map(
    (way) =>
      `${clientsAfterServers} client-without-server/${kind}-users ${service(`${kind}-hasty-by-${way}`)}`,
  ),
);
const byName = [
  "private-users",
  ...["private", "public"].flatMap((kind) =>
    ["hasty", "waiting"].flatMap((pace) =>
      ["name", "literal-name"].map((way) => `${kind}-${pace}-by-${way}`),
    ),
  ),
].map((name) => `${undetermined} namespace-by-name ${service(name)}`);
const finds = [...missing, ...byName];

export const scenario: Scenario = {
  pack: everyWait,
  proves:
    "ARN, name and default mean one namespace of type HTTP; the name of a DNS namespace may mean another",
  steps: [
    { run: "preview", finds, says: [/in namespace `public\.example\.com`/] },
    { run: "up" },
    { run: "preview", finds },
    { run: "analyze", finds },
  ],
};
