import { readsSecrets, type Scenario } from "../../support/scenario";

const definition = (name: string) => `aws:ecs/taskDefinition:TaskDefinition::${name}`;
const missed = {
  "no-characters": "key",
  "two-slashes": "url",
  "no-slash": "url",
  "other-path": "url",
  "other-region": "url",
  "other-service": "key",
};
const later = [...Object.keys(missed), "other-account"].map(
  (name) => `${readsSecrets} secret-unreadable/app/secret_0 ${definition(name)}`,
);
const says = [
  /without the hyphen and the six characters that AWS adds/,
  /with two slashes after `parameter`/,
  /without a slash after `parameter`/,
  /names another Region or account/,
];

export const scenario: Scenario = {
  proves:
    "the ARN of a new secret is foreseen from its name: patterns that will match it do, others are found",
  steps: [
    {
      run: "preview",
      finds: Object.entries(missed).map(
        ([name, secret]) => `${readsSecrets} secret-unreadable/${secret} ${definition(name)} presumed`,
      ),
      says,
    },
    { run: "up" },
    { run: "preview", finds: later, says },
    { run: "analyze", finds: later },
  ],
};
