import { readsSecrets, type Scenario, ssmGrant, undetermined } from "../../support/scenario";

const policy = (name: string) => `aws:iam/rolePolicy:RolePolicy::${name}`;
const found = (name: string) => `${ssmGrant} task-role-only ${policy(name)}`;
const unclear = (name: string) => `${undetermined} grant-unclear ${policy(name)}`;
const definition = (name: string) => `aws:ecs/taskDefinition:TaskDefinition::${name}`;
const unreadable = (name: string) => `${readsSecrets} secret-unreadable/app/secret_0 ${definition(name)}`;

export const scenario: Scenario = {
  proves:
    "an unknown document on the execution role silences nothing, and one on the task role that only writes is no violation",
  steps: [
    {
      run: "preview",
      finds: [
        unclear("singular"),
        unclear("describes"),
        found("bounded"),
        `${readsSecrets} secret-unreadable/database-url ${definition("bounded")} presumed`,
        unclear("writer"),
      ],
      says: [/permissions boundary of `bounded-execution` does not let it call/],
    },
    { run: "up" },
    {
      run: "preview",
      finds: ["singular", "describes", "bounded"].flatMap((name) => [found(name), unreadable(name)]),
      says: [/in the plural/],
    },
  ],
};
