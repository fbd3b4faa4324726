import { readsSecrets, type Scenario, undetermined } from "../../support/scenario";

const only = (...resources: string[]) =>
  resources.flatMap((resource) => ["--target", `urn:pulumi:secrets-target::scenarios::${resource}`]);
const role = (name: string) => `aws:iam/role:Role::${name}`;
const reads = "aws:iam/rolePolicy:RolePolicy::reads";
const definition = "aws:ecs/taskDefinition:TaskDefinition::shop";
const unreadable = `${readsSecrets} secret-unreadable/app/secret_0 ${definition}`;
const unclear = (id: string) => `${undetermined} secret-unclear/${id} ${definition}`;
const all = ["aws:secretsmanager/secret:Secret::key", role("shop-task"), role("shop-execution"), definition];

export const scenario: Scenario = {
  proves: "an operation on a part of the stack is judged by what there will be after it",
  steps: [
    { run: "preview", args: only(...all), finds: [unclear("key")], says: [/left out of this operation/] },
    { run: "up" },
    // The grant stays where it is when it is not a part of the operation.
    { run: "preview", variant: "swapped", args: only(definition) },
    { run: "preview", variant: "swapped", args: only(reads), finds: [unreadable] },
    { run: "preview", variant: "gone", args: only(definition), finds: [unclear("app/secret_0")] },
    { run: "preview", variant: "gone", args: only(reads), finds: [unreadable] },
  ],
};
