import { readsSecrets, type Scenario, undetermined } from "../../support/scenario";

const definition = (name: string) => `aws:ecs/taskDefinition:TaskDefinition::${name}`;
const unreadable = (name: string) => `${readsSecrets} secret-unreadable/app/secret_0 ${definition(name)}`;
const unclear = (database: string, name: string) =>
  `${undetermined} secret-unclear/${database} ${definition(name)}`;
// An edge to a database may be for its host, too.
const first = [unclear("users", "wrong-pattern"), unclear("orders", "host-only")];
const later = ["cluster", "instance", "wrong-pattern"].map(unreadable);

export const scenario: Scenario = {
  proves: "a password that RDS keeps is a secret behind the database, known by its ARN once RDS has made it",
  steps: [
    { run: "preview", finds: first },
    {
      run: "preview",
      variant: "swapped",
      finds: [...first, unclear("orders", "cluster"), unclear("users", "instance")],
    },
    { run: "up", variant: "swapped" },
    { run: "preview", variant: "swapped", finds: later },
    { run: "analyze", finds: later },
    { run: "preview", finds: [unreadable("wrong-pattern")] },
  ],
};
