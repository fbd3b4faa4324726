import { outputsAreNotText, readsSecrets, type Scenario, undetermined } from "../../support/scenario";

const definition = (name: string) => `aws:ecs/taskDefinition:TaskDefinition::${name}`;
const malformed = (name: string) => `${readsSecrets} secret-malformed/app/secret_0 ${definition(name)}`;
const otherAccount = (name: string) =>
  `${readsSecrets} secret-of-another-account/app/secret_0 ${definition(name)}`;
const first = [
  ...[
    "one-colon",
    "two-slashes",
    "two-slashes-of-new",
    "no-slash",
    "other-service",
    "value",
    "secret-value",
    "output-text",
  ].map(malformed),
  otherAccount("other-account-at-once"),
  `${undetermined} secret-unclear/app/secret_0 ${definition("other-region")}`,
  `${outputsAreNotText} output-text/containerdefinitions ${definition("output-text")}`,
];
const later = [...first, malformed("one-colon-of-new"), otherAccount("other-account")];

export const scenario: Scenario = {
  proves: "a reference that ECS cannot read is told from one that it may not read, and never printed",
  steps: [
    {
      run: "preview",
      finds: first,
      says: [
        /`<secret ARN>:<JSON key>::`/,
        /with two slashes after `parameter`/,
        /a slash stands between `parameter` and the name/,
        /is the secret that `url` holds/,
        /is the secret that `key` holds/,
        /is a parameter of another account/,
      ],
      hides: ["user:pass", "correct horse"],
    },
    { run: "preview", variant: "cured" },
    { run: "up" },
    { run: "preview", finds: later, hides: ["user:pass", "correct horse"] },
    { run: "analyze", finds: later, hides: ["user:pass", "correct horse"] },
    { run: "preview", variant: "cured" },
  ],
};
