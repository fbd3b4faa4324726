import { clientsAfterServers, everyWait, type Scenario } from "../../support/scenario";

const groups = (levels: number) => "test:index:Group$".repeat(levels);
const missing = (levels: number, client: string) =>
  `${clientsAfterServers} client-without-server/users ${groups(levels)}aws:ecs/service:Service::${client}`;
const finds = [missing(3, "for-nothing"), missing(3, "for-another"), missing(1, "sibling")];

export const scenario: Scenario = {
  pack: everyWait,
  proves:
    "components three deep on both sides wait at each level, and the message names one that can be named",
  steps: [
    {
      run: "preview",
      finds,
      says: [
        // The platform holds clients, too, for which nobody need wait.
        /`for-nothing` wait\. .*`for-nothing-middle` around it:\n +\{ dependsOn: \[usersOuter\] \}/,
        /`sibling` wait\. .*`frontend` around it:\n +\{ dependsOn: \[platform\.usersOuter\] \}/,
      ],
    },
    {
      run: "up",
      orders: [
        "outer-for-outer",
        "outer-for-inner",
        "middle-for-outer",
        "middle-for-middle",
        "inner-for-outer",
      ].map((client) => ["users", client].map((name) => `aws:ecs/service:Service::${name}`)),
    },
    { run: "preview", finds },
  ],
};
