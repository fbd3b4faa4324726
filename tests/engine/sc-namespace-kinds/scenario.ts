import { clientsAfterServers, type Scenario } from "../../support/scenario";

const finds = ["http", "private", "public"].flatMap((kind) =>
  ["arn", "name", "literal-name", "default"].map(
    (way) =>
      `${clientsAfterServers} client-without-server/${kind}-users aws:ecs/service:Service::${kind}-hasty-by-${way}`,
  ),
);

export const scenario: Scenario = {
  proves: "ARN, name and default mean one namespace, of whatever type it is",
  steps: [
    { run: "preview", finds, says: [/in namespace `public\.example\.com`/] },
    { run: "up" },
    { run: "preview", finds },
    { run: "analyze", finds },
  ],
};
