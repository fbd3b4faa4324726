import { rolesTrustEcs, type Scenario, undetermined } from "../../support/scenario";

const role = (name: string) => `aws:iam/role:Role::${name}`;
const notAssumable = (as: string, name: string) => `${rolesTrustEcs} ${as}-role-not-assumable ${role(name)}`;

const always = [
  notAssumable("execution", "text"),
  notAssumable("task", "object"),
  notAssumable("execution", "generated"),
  notAssumable("task", "generated"),
  notAssumable("task", "read"),
  `${rolesTrustEcs} execution-role-not-assumable test:index:Group$${role("inside")}`,
  notAssumable("infrastructure", "volumes"),
];
const later = [...always, notAssumable("task", "late")];
const unclear = `${undetermined} trust-unclear ${role("late")}`;

export const scenario: Scenario = {
  proves:
    "a trust policy is read in every form, in components and on existing state, for each service that needs the role",
  steps: [
    {
      run: "preview",
      capture: "roles-trust-ecs-first",
      finds: [...always, unclear],
      says: [
        /^Tasks of task definition `both` cannot start: the trust policy of execution and task role `generated` /,
      ],
    },
    { run: "preview", variant: "cured", finds: [unclear] },
    { run: "up" },
    { run: "preview", finds: later },
    { run: "analyze", finds: later },
    { run: "analyze export", finds: later },
    { run: "up", variant: "cured" },
    { run: "preview", variant: "cured" },
  ],
};
