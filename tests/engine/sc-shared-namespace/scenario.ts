import { clientsAfterServers, everyWait, type Scenario, undetermined } from "../../support/scenario";

const service = (name: string) => `aws:ecs/service:Service::${name}`;
const finds = [
  `${clientsAfterServers} client-without-server/users ${service("hasty")}`,
  `${undetermined} server-unclear/users ${service("by-name")}`,
];

export const scenario: Scenario = {
  pack: everyWait,
  proves: "a namespace of another account is known by its ARN on both sides, and listed where one has a name",
  steps: [
    {
      run: "preview",
      finds,
      says: [/in a namespace made elsewhere/, /whether the two are in one namespace cannot be told/],
    },
    { run: "up" },
    { run: "preview", finds },
    { run: "analyze", finds },
  ],
};
