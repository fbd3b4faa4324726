/**
 * Holds the policies against what the last release has promised (docs/versions.md). For a release that may promise
 * something else, and to add what is new, `PROMISES=write` writes the list anew.
 */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { policies } from "../../policypack/adapter/pack";
import { resourceRules, rules } from "../../policypack/rules";
import type { ConfigSchema, PropertySchema } from "../../policypack/verdicts/config";

const root = join(__dirname, "../..");
const file = join(root, "tests/promises.generated.json");
const { version } = JSON.parse(readFileSync(join(root, "policypack/package.json"), "utf8"));

interface Promises {
  readonly version: string;
  readonly policies: Readonly<Record<string, PromisedPolicy>>;
}

interface PromisedPolicy {
  readonly level: string;
  readonly options: Readonly<Record<string, PromisedOption>>;
  readonly findings: readonly string[];
}

interface PromisedOption {
  readonly type: string;
  readonly default?: unknown;
  readonly values?: readonly string[];
  /** Members of the object, or of the objects in the list. */
  readonly members?: readonly string[];
}

function optionOf({ type, enum: values, items, properties, ...schema }: PropertySchema): PromisedOption {
  const members = properties ?? items?.properties;
  return {
    type,
    default: schema.default,
    ...(values && { values }),
    ...(members && { members: Object.keys(members) }),
  };
}

const current: Promises = {
  version,
  policies: Object.fromEntries(
    policies(rules, resourceRules).map(({ name, enforcementLevel, configSchema }) => [
      name,
      {
        level: String(enforcementLevel),
        options: Object.fromEntries(
          Object.entries((configSchema?.properties ?? {}) as ConfigSchema).map(([key, schema]) => [
            key,
            optionOf(schema),
          ]),
        ),
        findings: findingsOf(name),
      },
    ]),
  ),
};

/** The ids in the table of the policy's page. */
function findingsOf(policy: string): string[] {
  const page = readFileSync(join(root, `docs/policies/${policy}.md`), "utf8");
  const [, table = ""] = /^## Findings\n([\s\S]*?)^## /mu.exec(page) ?? [];
  return [...table.matchAll(/^\| `([^`]+)`/gmu)].map(([, id = ""]) => id);
}

if (process.env.PROMISES === "write") writeFileSync(file, `${JSON.stringify(current, null, 2)}\n`);
const promised: Promises = JSON.parse(readFileSync(file, "utf8"));

const levels = ["disabled", "advisory", "mandatory"];

/** What versions have in common that may not break a promise: the major version, before 1.0.0 the minor one. */
function series(text: string): string {
  const [major, minor] = text.split(".");
  return major === "0" ? `0.${minor}` : `${major}`;
}

describe("what a version has promised", () => {
  it("is known of this series of versions", () => {
    assert.equal(series(promised.version), series(version));
  });

  it("leaves it to the user to let a new policy reject", () => {
    const added = Object.entries(current.policies).filter(([name]) => promised.policies[name] === undefined);
    for (const [name, { level }] of added) assert.notEqual(level, "mandatory", name);
  });

  for (const [name, { level, options, findings }] of Object.entries(promised.policies)) {
    it(`holds of ${name}`, () => {
      const policy = current.policies[name];
      assert.ok(policy, "the policy is gone");
      assert.ok(levels.indexOf(policy.level) <= levels.indexOf(level), "its level is higher");
      for (const [option, { values = [], members = [], ...rest }] of Object.entries(options)) {
        const now: PromisedOption | undefined = policy.options[option];
        assert.ok(now, `its option ${option} is gone`);
        assert.deepEqual({ type: now.type, default: now.default }, rest, option);
        for (const value of values)
          assert.ok(now.values?.includes(value), `${option} has no value ${value} any more`);
        for (const member of members)
          assert.ok(now.members?.includes(member), `${option} has no member ${member} any more`);
      }
      for (const id of findings)
        assert.ok(policy.findings.includes(id), `its page has no finding ${id} any more`);
      assert.ok(findings.length > 0);
    });
  }
});
