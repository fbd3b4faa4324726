import { readsSecrets, type Scenario, ssmGrant } from "../../support/scenario";

const grants = [
  "aws:iam/rolePolicy:RolePolicy::object-reads",
  "aws:iam/rolePolicy:RolePolicy::json-text-reads",
  "aws:iam/rolePolicy:RolePolicy::json-stringify-reads",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment::attachment-reads",
  "aws:iam/policyAttachment:PolicyAttachment::many-roles-reads",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment::managed-reads",
  "aws:iam/rolePolicy:RolePolicy::document-invoke-reads",
  "aws:iam/role:Role::inline-reader",
  "aws:iam/role:Role::managed-arns-reader",
];
const definitions = [
  "object",
  "json-text",
  "json-stringify",
  "attachment",
  "many-roles",
  "managed",
  "document-invoke",
  "inline",
  "managed-arns",
];
const finds = [
  ...grants.map((resource) => `${ssmGrant} task-role-only ${resource}`),
  ...definitions.map(
    (name) => `${readsSecrets} secret-unreadable/app/secret_0 aws:ecs/taskDefinition:TaskDefinition::${name}`,
  ),
];

export const scenario: Scenario = {
  proves: "a read on the task role is found however it is attached, and cured on the execution role",
  steps: [
    {
      run: "preview",
      finds,
      says: [
        /ResourceInitializationError/,
        /statement 1 of `attachment-reads-policy`/,
        /AWS's policy `AmazonSSMReadOnlyAccess`/,
      ],
    },
    { run: "up" },
    { run: "refresh" },
    { run: "preview", finds },
    { run: "analyze export", finds },
    { run: "preview", variant: "cured" },
    { run: "up", variant: "cured" },
    { run: "refresh", variant: "cured" },
    { run: "preview", variant: "cured" },
    { run: "analyze" },
  ],
};
