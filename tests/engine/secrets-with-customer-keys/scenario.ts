import { readsSecrets, type Scenario, undetermined } from "../../support/scenario";

const definition = (name: string) => `aws:ecs/taskDefinition:TaskDefinition::${name}`;
const undecryptable = (id: string, name: string) =>
  `${readsSecrets} secret-undecryptable/${id} ${definition(name)}`;
const without = ["by-key", "by-key-id", "by-alias", "SecureString"];
const later = [...without, "alias-in-policy", "not-named-by-key"].map((name) =>
  undecryptable("app/secret_0", name),
);

export const scenario: Scenario = {
  proves:
    "what a customer's key encrypts needs kms:Decrypt on the key, from the role or from the key's policy",
  steps: [
    {
      run: "preview",
      finds: [
        ...without.map((name) => `${undecryptable(name.toLowerCase(), name)} presumed`),
        `${undetermined} secret-unclear/alias-in-policy ${definition("alias-in-policy")}`,
        `${undetermined} secret-unclear/not-named-by-key ${definition("not-named-by-key")}`,
      ],
      says: [/Access to KMS is not allowed/, /The ciphertext refers to a customer master key/],
    },
    { run: "preview", variant: "cured" },
    { run: "up" },
    { run: "preview", finds: later, says: [/IAM compares that of the key/] },
    { run: "analyze", finds: later },
    { run: "preview", variant: "cured" },
  ],
};
