import { type Scenario, ssmGrant, undetermined } from "../../support/scenario";

const policy = (name: string) => `aws:iam/rolePolicy:RolePolicy::${name}`;
const found = (name: string) => `${ssmGrant} task-role-only ${policy(name)}`;
const unclear = (name: string) => `${undetermined} grant-unclear ${policy(name)}`;

export const scenario: Scenario = {
  proves:
    "an unknown document on the execution role silences nothing, and one on the task role that only writes is no violation",
  steps: [
    {
      run: "preview",
      finds: [unclear("singular"), unclear("describes"), found("bounded"), unclear("writer")],
      says: [/permissions boundary of `bounded-execution-\w+` does not let it call/],
    },
    { run: "up" },
    {
      run: "preview",
      finds: [found("singular"), found("describes"), found("bounded")],
      says: [/in the plural/],
    },
  ],
};
