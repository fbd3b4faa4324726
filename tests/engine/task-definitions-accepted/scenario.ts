import { type Scenario, taskDefinitionsAreAccepted } from "../../support/scenario";

const found = (id: string, name: string, parent = "") =>
  `${taskDefinitionsAreAccepted} ${id} ${parent}aws:ecs/taskDefinition:TaskDefinition::${name}`;

const always = [
  found("size", "size"),
  found("memory-missing/app", "memory"),
  found("host-port/app", "ports"),
  found("container-name-taken/app", "twice"),
  found("volume-missing/app", "mount"),
  found("fargate-network-mode", "inside", "test:index:Group$"),
];
const later = [...always, found("depends-on-missing/app", "late")];

export const scenario: Scenario = {
  proves: "what AWS refuses of a task definition is found as soon as it is known, and on existing state",
  steps: [
    { run: "preview", capture: "task-definitions-accepted-first", finds: always },
    { run: "preview", variant: "cured" },
    { run: "up" },
    { run: "preview", finds: later },
    { run: "analyze", finds: later },
    { run: "up", variant: "cured" },
    { run: "preview", variant: "cured" },
  ],
};
