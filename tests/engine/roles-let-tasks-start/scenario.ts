import { rolesLetTasksStart, rolesLetTasksWork, type Scenario } from "../../support/scenario";

const on = (name: string) => `aws:ecs/taskDefinition:TaskDefinition::${name}`;
const rejected = (id: string, name: string) => `${rolesLetTasksStart} ${id} ${on(name)}`;
const inGroup = "test:index:Group$aws:ecs/taskDefinition:TaskDefinition::puller";

const always = [
  rejected("log-group-not-permitted/app", "creator"),
  rejected("image-not-permitted/app", "token"),
  rejected("environment-file-not-permitted/app", "file"),
  rejected("execution-role-missing", "without"),
  `${rolesLetTasksStart} task-role-missing aws:ecs/service:Service::roleless`,
  `${rolesLetTasksWork} exec-not-permitted aws:ecs/service:Service::sessions`,
];
const first = [
  ...always,
  `${rolesLetTasksStart} image-not-permitted/images ${inGroup} presumed`,
  rejected("mount-not-permitted/data", "mounter"),
];
const later = [
  ...always,
  rejected("log-stream-not-permitted/app", "stream"),
  `${rolesLetTasksStart} image-not-permitted/app ${inGroup}`,
  rejected("mount-not-permitted/data", "mounter"),
];

export const scenario: Scenario = {
  proves:
    "what keeps tasks from starting or working for want of a permission is found by name, by edges and on existing state, and its cure passes",
  steps: [
    {
      run: "preview",
      capture: "roles-let-tasks-start-first",
      finds: first,
      says: [
        /^Tasks of task definition `file` cannot start: execution role `starter` may not read the environment files of `app`; the permission is on task role `app`\.$/m,
      ],
    },
    { run: "preview", variant: "cured" },
    { run: "up" },
    { run: "preview", finds: later },
    { run: "analyze", finds: later },
    { run: "analyze export", finds: later },
    { run: "up", variant: "cured" },
    { run: "preview", variant: "cured" },
  ],
};
