import { callersAfterCallees, type Scenario } from "../../support/scenario";

const missing = (callee: string, caller: string) =>
  `${callersAfterCallees} caller-without-callee/${callee} aws:ecs/service:Service::${caller}`;
const chain = [
  missing("ledger", "payments"),
  missing("payments", "orders"),
  missing("orders", "cart"),
  missing("rates", "exchange"),
];

export const scenario: Scenario = {
  proves: "a server waits for the servers that its containers name; of two that call each other one does",
  steps: [
    {
      run: "preview",
      finds: [...chain, missing("sellers", "buyers"), missing("buyers", "sellers")],
      says: [
        /make `orders` wait\. .*\n +\{ dependsOn: \[payments\] \}/,
        /`sellers` and `buyers` call each other: only one of them can wait/,
      ],
    },
    {
      run: "preview",
      variant: "cured",
      finds: [missing("sellers", "buyers")],
      // No edge that would be a cycle.
      says: [/^(?![\s\S]*dependsOn: \[)[\s\S]*`sellers` waits for `buyers`[\s\S]*forceNewDeployment: true/],
    },
    { run: "up" },
    {
      run: "preview",
      finds: [...chain, missing("sellers", "buyers"), missing("buyers", "sellers")],
      says: [/`orders` is deployed already[\s\S]*triggers: \{ payments: payments\.id \}/],
    },
  ],
};
