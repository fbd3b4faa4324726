import type { Scenario } from "../../support/scenario";

const service = (name: string) => `aws:ecs/service:Service::${name}`;
const after = (server: string, ...clients: string[]) =>
  clients.map((client) => [service(server), service(client)]);

export const scenario: Scenario = {
  proves: "what is taken for an edge is one: the engine creates each client after its server",
  steps: [
    { run: "preview" },
    {
      run: "up",
      orders: [
        ...after("users", "depends-on", "depends-on-output", "transformed"),
        ...after("users", "property", "secret-property", "text-property", "chain"),
        ...after("users", "in-component", "deep-in-components", "child", "below-server"),
        ...after("users", "provider", "provider-of-component", "package-depends-on"),
        ...after("users", "package-input", "package-unused-input"),
        ...after("orders", "component", "component-of-component", "property-from-component"),
        ...after("orders", "component-that-waits", "package-component"),
        ...after("prices", "package", "package-output", "component-around-package", "component-package"),
        ...after("prices", "chain-package", "child-of-package", "package-package"),
      ],
    },
    { run: "analyze" },
  ],
};
