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
// The application may read by itself what its role may read.
const unclear = definitions.map((urn) => `${undetermined} secret-unclear/api-key ${urn}`);
const proven = definitions.map((urn) => `${readsSecrets} secret-unreadable/app/secret_0 ${urn}`);

export const scenario: Scenario = {
  proves: "a grant counts for the role that it is on, however it is attached, and moves with it",
  steps: [
    { run: "preview" },
    {
      run: "preview",
      variant: "swapped",
      finds: unclear,
      says: [/the application may do so itself/],
    },
    { run: "up", variant: "swapped" },
    { run: "refresh", variant: "swapped" },
    { run: "preview", variant: "swapped", finds: proven, says: [/; the permission is on task role /] },
    { run: "analyze export", finds: proven },
    { run: "preview" },
  ],
};
