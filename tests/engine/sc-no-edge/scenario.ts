import { clientsAfterServers, everyWait, type Scenario } from "../../support/scenario";

const finds = ["by-arn", "by-name", "by-literal", "by-default"].map(
  (name) => `${clientsAfterServers} client-without-server/users aws:ecs/service:Service::${name}`,
);

export const scenario: Scenario = {
  pack: everyWait,
  proves:
    "a client of the server's namespace, however it names it, must have an edge to the server, whatever kind",
  steps: [
    {
      run: "preview",
      capture: "sc-no-edge-first",
      finds,
      says: [/dependsOn: \[users\]/, /waitForSteadyState: true/],
    },
    { run: "up" },
    { run: "preview", finds, says: [/is deployed already: `dependsOn` alone changes nothing/] },
    { run: "analyze", finds },
    { run: "analyze export", finds },
  ],
};
