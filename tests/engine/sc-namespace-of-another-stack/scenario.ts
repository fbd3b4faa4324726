import { clientsAfterServers, everyWait, type Scenario, undetermined } from "../../support/scenario";

const ways = ["arn", "name", "default"];
const finds = ways.flatMap((way) =>
  ways.map((server) => {
    const finding =
      way === server ? `${clientsAfterServers} client-without-server` : `${undetermined} server-unclear`;
    return `${finding}/users-by-${server} aws:ecs/service:Service::hasty-by-${way}`;
  }),
);

export const scenario: Scenario = {
  pack: everyWait,
  proves: "a namespace of another stack is one where both sides name it alike, and listed where they do not",
  steps: [
    { run: "up with pack", program: "platform" },
    { run: "preview", finds },
    { run: "up" },
    { run: "analyze", finds },
  ],
};
