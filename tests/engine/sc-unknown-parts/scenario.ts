import { clientsAfterServers, everyWait, type Scenario, undetermined } from "../../support/scenario";

const service = (name: string) => `aws:ecs/service:Service::${name}`;

export const scenario: Scenario = {
  pack: everyWait,
  proves:
    "an unknown `services` is not a client, an unknown namespace not another one: both are listed; an unknown `desiredCount` is presumed not to be 0",
  steps: [
    {
      run: "preview",
      finds: [
        `${undetermined} part-unknown ${service("perhaps")}`,
        `${clientsAfterServers} client-without-server/users ${service("counted")} presumed`,
        `${undetermined} server-unclear/perhaps ${service("counted")}`,
        `${undetermined} namespace-unknown ${service("somewhere")}`,
        `${undetermined} namespace-unknown ${service("somewhere-patient")}`,
      ],
    },
    { run: "up" },
    {
      run: "preview",
      finds: [
        `${clientsAfterServers} client-without-server/users ${service("perhaps")}`,
        `${clientsAfterServers} client-without-server/users ${service("counted")}`,
        `${undetermined} no-server ${service("somewhere")}`,
        `${undetermined} no-server ${service("somewhere-patient")}`,
      ],
    },
  ],
};
