import { clientsAfterServers, type Scenario } from "../../support/scenario";

export const scenario: Scenario = {
  proves: "where the server waits for its client the message offers no edge that would be a cycle",
  steps: [
    {
      run: "preview",
      finds: [`${clientsAfterServers} client-without-server/users aws:ecs/service:Service::storefront`],
      says: [/^(?![\s\S]*dependsOn: \[)[\s\S]*would be a cycle/],
    },
  ],
};
