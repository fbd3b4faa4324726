import { type Scenario, ssmGrant, undetermined } from "../../support/scenario";

const grant = "aws:iam/rolePolicy:RolePolicy::task-reads";
const pack = { [ssmGrant]: { roles: { task: ["*-task-*"], execution: ["*-execution-*"] } } };
const arns = (name: string) => [`arn:aws:iam::123456789012:role/${name}`];
const byArn = {
  [ssmGrant]: { roles: { task: arns("*-task-*"), execution: arns("*-execution-*") } },
};

export const scenario: Scenario = {
  proves: "a stack that makes roles only is judged by the names that configuration gives",
  steps: [
    { run: "preview" },
    {
      run: "preview",
      pack,
      finds: [`${ssmGrant} task-role-only ${grant}`],
      says: [/^Tasks that run with `shop-task` cannot start/m],
    },
    { run: "preview", pack, variant: "cured" },
    // Of a role that is new the account is not known.
    { run: "preview", pack: byArn, finds: [`${ssmGrant} task-role-only ${grant} presumed`] },
    { run: "preview", pack: byArn, variant: "cured" },
    {
      run: "preview",
      pack: { [ssmGrant]: { roles: { task: ["*-task-*"] } } },
      finds: [`${undetermined} grant-unclear ${grant}`],
      says: [/"roles\.execution"/],
    },
    { run: "up" },
    { run: "preview", pack, finds: [`${ssmGrant} task-role-only ${grant}`] },
    { run: "preview", pack: byArn, finds: [`${ssmGrant} task-role-only ${grant}`] },
    { run: "analyze", pack, finds: [`${ssmGrant} task-role-only ${grant}`] },
    { run: "up", variant: "cured" },
    { run: "analyze", pack },
  ],
};
