import assert from "node:assert/strict";
import {
  declarationCode,
  differences,
  externalRoles,
  policiesAboutSecrets,
} from "../../../../policypack/access/external-roles";
import type { Role } from "../../../../policypack/access/roles";
import { rules } from "../../../../policypack/rules";

const role: Role = {
  resource: undefined,
  provider: "provider",
  name: "shared",
  label: "shared",
  arn: undefined,
  arnPattern: "arn:*:iam::*:role/*shared",
  account: undefined,
};
const parameters = "ssm:GetParameters";
const secrets = "secretsmanager:GetSecretValue";
const parameter = "arn:aws:ssm:eu-central-1:123456789012:parameter/shop/url";

/** The configuration that the code holds, by policy. */
function declared(actions: readonly string[], arns: readonly string[] = []): Record<string, object> {
  const [intro, ...lines] = declarationCode(policiesAboutSecrets, role, actions, arns);
  assert.equal(
    intro,
    "Or, if `shared` has it from where it is made, declare that in a file for `--policy-pack-config`:",
  );
  return JSON.parse(lines.join("\n"));
}

const entry = (actions: readonly string[], resources: readonly string[]) => ({
  externalRoles: [{ role: "shared", actions, resources, reason: "…" }],
});
/** What one of them is told the other must be told, too. */
const takers = policiesAboutSecrets;

describe("code that declares a role made elsewhere", () => {
  it("is for both policies about secrets, which take such declarations", () => {
    for (const name of takers) {
      const policy = rules.find((rule) => rule.name === name);
      assert.ok(policy && Object.hasOwn(policy.configSchema, "externalRoles"));
    }
    for (const actions of [[parameters], [secrets]])
      assert.deepEqual(Object.keys(declared(actions)).sort(), [...takers].sort());
  });

  it("declares the same in each", () => {
    const settings = Object.values(declared([parameters, secrets], [parameter]));
    for (const own of settings) assert.deepEqual(own, entry([parameters, secrets], [parameter]));
  });

  it("leaves ARNs to the reader where they are not known", () => {
    for (const own of Object.values(declared([parameters])))
      assert.deepEqual(own, entry([parameters], ["arn:aws:…"]));
  });

  it("is well-formed once the reader has given the reason, and no difference is mentioned", () => {
    const settings = (reason: string) =>
      takers.map((policy) => {
        const text = JSON.stringify(declared([parameters], [parameter])[policy]).replace("…", reason);
        return { policy, declared: externalRoles(JSON.parse(text)) };
      });
    assert.deepEqual(
      settings("…").map(({ declared }) => declared.length),
      [0, 0],
    );
    const [one, other] = settings("the platform attaches it");
    assert.ok(one && other);
    assert.deepEqual([one.declared.length, other.declared.length], [1, 1]);
    assert.deepEqual(differences(one, other), []);
  });
});
