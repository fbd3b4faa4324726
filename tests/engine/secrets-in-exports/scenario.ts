import { readsSecrets, type Scenario, undetermined } from "../../support/scenario";

const definition = (name: string) => `aws:ecs/taskDefinition:TaskDefinition::${name}`;
const finds = ["containers", "document"].map(
  (name) => `${readsSecrets} secret-unreadable/app/secret_0 ${definition(name)}`,
);
const unclear = [
  `${undetermined} secrets-unclear ${definition("containers")}`,
  `${undetermined} secret-unclear/app/secret_0 ${definition("document")}`,
];
const hides = ["t0ken"];

export const scenario: Scenario = {
  proves: "a value that an exported state withholds is unknown, and no violation",
  steps: [
    { run: "preview", hides },
    { run: "preview", variant: "swapped", finds, hides },
    { run: "up" },
    { run: "analyze", hides },
    { run: "analyze export", finds: unclear, hides },
  ],
};
