import { type Scenario, undetermined } from "../../support/scenario";

const urn = (typeAndName: string) => `urn:pulumi:target::scenarios::${typeAndName}`;
const only = (...resources: string[]) => resources.flatMap((resource) => ["--target", urn(resource)]);
const policy = (name: string) => `aws:iam/rolePolicy:RolePolicy::${name}`;
const role = (name: string) => `aws:iam/role:Role::${name}`;
const definition = "aws:ecs/taskDefinition:TaskDefinition::shop";
const unclear = `${undetermined} secret-unclear/app/secret_0 ${definition}`;
const storefront = "aws:ecs/service:Service::storefront";

export const scenario: Scenario = {
  proves: "what an operation leaves out is neither a violation nor forgotten",
  steps: [
    {
      run: "preview",
      capture: "target-first",
      args: only(role("task"), role("execution"), policy("task-reads"), definition, storefront),
      finds: [
        `${undetermined} grant-unclear ${policy("task-reads")}`,
        unclear,
        `${undetermined} server-unclear/users ${storefront}`,
      ],
      says: [/left out of this operation/],
    },
    { run: "up", args: only(role("task"), role("execution")) },
    {
      run: "preview",
      args: only(policy("task-reads"), policy("execution-reads"), definition),
    },
    { run: "up" },
    {
      run: "preview",
      variant: "swapped",
      args: only(definition),
      finds: [
        `${undetermined} grant-unclear ${policy("task-reads")}`,
        unclear,
        `${undetermined} order-unseen/users ${storefront}`,
      ],
      says: [/keeps `execution-reads`, which the program does not have/],
    },
    {
      run: "preview",
      finds: [`${undetermined} order-unseen/users ${storefront}`],
    },
  ],
};
