import { type Scenario, scheduledTasksMayRun, undetermined } from "../../support/scenario";

const nightly = "aws:scheduler/schedule:Schedule::nightly";

export const scenario: Scenario = {
  proves: "a role that has lost its edges is asked about, unless that of the schedule may pass on any",
  steps: [
    {
      run: "preview",
      finds: [`${undetermined} schedule-permission-unclear/pass-role/taskrolearn ${nightly}`],
      says: [/may pass on role `taskRoleArn`: the task role is not known before the update/],
    },
    { run: "preview", variant: "cured" },
    { run: "up" },
    { run: "preview", finds: [`${scheduledTasksMayRun} pass-role-not-permitted/task ${nightly}`] },
    { run: "up", variant: "cured" },
    { run: "analyze" },
  ],
};
