import { readsSecrets, type Scenario, undetermined } from "../../support/scenario";

const definitions = [
  "role-policy",
  "role-object",
  "attachment",
  "many-roles",
  "exclusive",
  "aws-policy",
  "inline",
  "managed-arns",
].map((name) => `aws:ecs/taskDefinition:TaskDefinition::${name}`);
const presumed = definitions.map((urn) => `${readsSecrets} secret-unreadable/api-key ${urn} presumed`);
const proven = definitions.map((urn) => `${readsSecrets} secret-unreadable/app/secret_0 ${urn}`);
// An unknown document on a task role may read Parameter Store as well.
const unclear = [
  "aws:iam/rolePolicy:RolePolicy::role-policy",
  "aws:iam/rolePolicy:RolePolicy::role-object",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment::attachment",
  "aws:iam/policyAttachment:PolicyAttachment::many-roles",
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive::exclusive",
  "aws:iam/role:Role::inline-task",
  "aws:iam/role:Role::managed-arns-task",
].map((urn) => `${undetermined} grant-unclear ${urn}`);

export const scenario: Scenario = {
  proves: "a grant counts for the role that it is on, however it is attached, and moves with it",
  steps: [
    { run: "preview" },
    {
      run: "preview",
      variant: "swapped",
      finds: [...presumed, ...unclear],
      says: [/is on the wrong role/],
    },
    { run: "up", variant: "swapped" },
    { run: "refresh", variant: "swapped" },
    { run: "preview", variant: "swapped", finds: proven },
    { run: "analyze export", finds: proven },
    { run: "preview" },
  ],
};
