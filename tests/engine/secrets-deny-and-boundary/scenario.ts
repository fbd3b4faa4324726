import { readsSecrets, type Scenario, undetermined } from "../../support/scenario";

const definition = (name: string) => `aws:ecs/taskDefinition:TaskDefinition::${name}`;
const proven = ["denied", "denied-by-arn", "bounded", "bounded-by-aws"].map(
  (name) => `${readsSecrets} secret-unreadable/app/secret_0 ${definition(name)}`,
);

export const scenario: Scenario = {
  proves:
    "a Deny and a boundary, AWS's or the stack's own, take a read away, and only where they speak of it",
  steps: [
    {
      run: "preview",
      finds: [
        ...["denied", "bounded", "bounded-by-aws"].map(
          (name) => `${readsSecrets} secret-unreadable/api-key ${definition(name)} presumed`,
        ),
        // Nobody writes a document for a new secret to deny it: `denied-by-arn` is found once it is known.
        `${undetermined} secret-unclear/api-key ${definition("bounded-by-arn")}`,
      ],
      says: [/statement 1 of `denied` denies/, /the permissions boundary of `bounded-execution` does not/],
    },
    { run: "up" },
    { run: "preview", finds: proven },
    { run: "analyze", finds: proven },
  ],
};
