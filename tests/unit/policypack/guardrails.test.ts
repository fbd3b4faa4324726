import assert from "node:assert/strict";
import { policies } from "../../../policypack/adapter/pack";
import { guardrails } from "../../../policypack/guardrails";
import { resourceRules, rules } from "../../../policypack/rules";
import type { GuardrailsSettings } from "../../../policypack/settings";

const exemptions = [
  {
    resource: "shop",
    project: "shop",
    stack: "dev",
    finding: "task-role-only",
    reason: "accepted",
    expires: "2027-01-31",
  },
];
const language = "python";
const externalRoles = [
  { role: "platform", actions: ["ssm:GetParameters"], resources: ["*"], reason: "known" },
];

/** Every option of every policy: one that its type has and its schema has not, or the other way round, fails here. */
const everything = {
  "ecs-outputs-are-not-text": { exemptions, language },
  "ecs-ssm-grant-on-execution-role": {
    when: "referenced",
    externalRoles,
    roles: { task: ["tasks-*"], execution: ["execution-*"] },
    presumed: "list",
    exemptions,
    language,
  },
  "ecs-execution-role-reads-secrets": { externalRoles, presumed: "list", exemptions, language },
  "ecs-service-connect-clients-after-servers": {
    servers: "referenced",
    clients: "all",
    external: ["shop.local"],
    presumed: "list",
    exemptions,
    language,
  },
  "ecs-service-connect-endpoints-are-valid": { presumed: "list", exemptions, language },
  "ecs-service-connect-callers-after-callees": { presumed: "list", exemptions, language },
  "ecs-service-connect-clients-redeploy": { servers: "referenced", presumed: "list", exemptions, language },
  "ecs-roles-trust-ecs": { presumed: "list", exemptions, language },
  "ecs-roles-let-tasks-start": { externalRoles, presumed: "list", exemptions, language },
  "ecs-roles-let-tasks-work": { externalRoles, presumed: "list", exemptions, language },
  "ecs-scheduled-tasks-may-run": { externalRoles, presumed: "list", exemptions, language },
  "ecs-services-after-prerequisites": { presumed: "list", exemptions, language },
  "ecs-first-tasks-find-what-they-need": { presumed: "list", exemptions, language },
  "ecs-load-balancers-reach-tasks": { presumed: "list", exemptions, language },
  "ecs-tasks-reach-aws": { presumed: "list", exemptions, language },
  "ecs-services-are-accepted": { presumed: "list", exemptions, language },
  "ecs-task-definitions-are-accepted": { exemptions, language },
  "ecs-guardrails-undetermined": { exemptions, language },
} as const satisfies GuardrailsSettings;

const settings: Readonly<Record<string, object>> = everything;
const plain = policies(rules, resourceRules);
const defaultsOf = ({ configSchema }: { configSchema?: { properties: object } }) =>
  Object.fromEntries(
    Object.entries(configSchema?.properties ?? {}).map(([key, schema]) => [key, schema.default]),
  );

describe("the policies for an organisation's own pack", () => {
  it("are those of the pack, in the same order, when nothing is set", () => {
    assert.deepEqual(
      guardrails().map(({ name, enforcementLevel }) => [name, enforcementLevel]),
      plain.map(({ name, enforcementLevel }) => [name, enforcementLevel]),
    );
    assert.deepEqual(guardrails().map(defaultsOf), plain.map(defaultsOf));
  });

  for (const { name, configSchema } of plain) {
    it(`take every option of ${name}, and no other, as what holds unless configuration says otherwise`, () => {
      const set = guardrails({ ...everything });
      const policy = set.find((each) => each.name === name);
      assert.ok(policy);
      assert.deepEqual(
        Object.keys(configSchema?.properties ?? {}).sort(),
        Object.keys(settings[name] ?? {}).sort(),
      );
      assert.deepEqual(defaultsOf(policy), settings[name]);
    });
  }

  it("have the level that is set for each, else that for all, else their own", () => {
    const level = (given: GuardrailsSettings, name: string) =>
      guardrails(given).find((each) => each.name === name)?.enforcementLevel;
    const given = {
      all: "advisory",
      "ecs-service-connect-clients-redeploy": "disabled",
      "ecs-ssm-grant-on-execution-role": { enforcementLevel: "mandatory", when: "referenced" },
    } as const;
    assert.equal(level(given, "ecs-service-connect-clients-redeploy"), "disabled");
    assert.equal(level(given, "ecs-ssm-grant-on-execution-role"), "mandatory");
    assert.equal(level(given, "ecs-outputs-are-not-text"), "advisory");
    assert.equal(level({ ...given, all: undefined }, "ecs-outputs-are-not-text"), "mandatory");
  });

  it("take no notice of what is undefined, and of what becomes of the settings later", () => {
    const list = [{ resource: "shop", reason: "accepted", expires: undefined }];
    const [policy] = guardrails({ "ecs-outputs-are-not-text": { exemptions: list } });
    list.push({ resource: "office", reason: "", expires: undefined });
    assert.ok(policy);
    assert.deepEqual(defaultsOf(policy).exemptions, [{ resource: "shop", reason: "accepted" }]);
  });

  const mistakes: Record<string, [unknown, RegExp]> = {
    "no plain object": [new Map([["all", "advisory"]]), /the settings must be an object/],
    "settings that are inherited": [Object.create({ all: "advisory" }), /the settings must be an object/],
    "a list with holes": [
      { "ecs-outputs-are-not-text": { exemptions: new Array(1) } },
      /`ecs-outputs-are-not-text\.exemptions\.0` must be an object/,
    ],
    "a reason that is undefined": [
      { "ecs-outputs-are-not-text": { exemptions: [{ resource: "shop", reason: undefined }] } },
      /`ecs-outputs-are-not-text\.exemptions\.0\.reason` is missing/,
    ],
    "no object": ["advisory", /the settings must be an object/],
    "a policy that there is not": [
      { "ecs-ssm": "advisory" },
      /`ecs-ssm` is no policy; there are `all`, ecs-/,
    ],
    "a level that there is not": [
      { "ecs-outputs-are-not-text": "mandatry" },
      /`ecs-outputs-are-not-text` must be one of advisory, mandatory, disabled/,
    ],
    "a level for all that there is not": [{ all: { level: "advisory" } }, /`all` must be one of/],
    "a level inside that there is not": [
      { "ecs-outputs-are-not-text": { enforcementLevel: 1 } },
      /`ecs-outputs-are-not-text\.enforcementLevel` must be one of/,
    ],
    "neither a level nor an object": [
      { "ecs-outputs-are-not-text": null },
      /`ecs-outputs-are-not-text` must be a level or an object/,
    ],
    "an option that there is not": [
      { "ecs-ssm-grant-on-execution-role": { whn: "referenced" } },
      /`ecs-ssm-grant-on-execution-role\.whn` is not one of when, /,
    ],
    "a value that cannot be": [
      { "ecs-ssm-grant-on-execution-role": { exemptions: [{ resource: "shop" }] } },
      /`ecs-ssm-grant-on-execution-role\.exemptions\.0\.reason` is missing/,
    ],
  };
  for (const [mistake, [given, message]] of Object.entries(mistakes)) {
    it(`cannot be had with ${mistake}`, () => {
      // JavaScript programs have no types.
      assert.throws(() => guardrails(given as GuardrailsSettings), message);
    });
  }
});
