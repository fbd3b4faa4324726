import { rolesTrustEcs, type Scenario, scheduledTasksMayRun, undetermined } from "../../support/scenario";

const schedule = (name: string) => `aws:scheduler/schedule:Schedule::${name}`;
const target = "test:index:Group$aws:cloudwatch/eventTarget:EventTarget::target";
const nothing = (how = "") =>
  ["run-task-not-permitted", "pass-role-not-permitted/execution", "pass-role-not-permitted/task"].map(
    (id) => `${scheduledTasksMayRun} ${id} ${schedule("nothing")}${how}`,
  );

const always = [
  `${scheduledTasksMayRun} task-network-missing ${schedule("no-network")}`,
  `${rolesTrustEcs} schedule-role-not-assumable aws:iam/role:Role::not-trusted`,
];
const first = [
  ...always,
  ...nothing(),
  `${undetermined} schedule-permission-unclear/pass-role/execution ${schedule("passes-one")}`,
];
const later = [
  ...always,
  ...nothing(),
  `${scheduledTasksMayRun} pass-role-not-permitted/execution ${schedule("passes-one")}`,
  `${scheduledTasksMayRun} run-task-not-permitted ${target}`,
];

export const scenario: Scenario = {
  proves:
    "schedules and targets of rules that may not start their task are found, by edges and on existing state, and their cures pass",
  steps: [
    { run: "preview", capture: "scheduled-tasks-first", finds: first },
    { run: "preview", variant: "cured" },
    { run: "up" },
    { run: "preview", finds: later },
    { run: "analyze", finds: later },
    { run: "up", variant: "cured" },
    { run: "preview", variant: "cured" },
  ],
};
