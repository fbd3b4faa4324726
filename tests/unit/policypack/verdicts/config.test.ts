import assert from "node:assert/strict";
import {
  differences,
  externalRoles,
  externalRolesSchema,
} from "../../../../policypack/access/external-roles";
import { roleNames, rolesSchema } from "../../../../policypack/access/role-names";
import {
  type ConfigSchema,
  choice,
  configMistakes,
  presumedSchema,
  type RawConfig,
} from "../../../../policypack/verdicts/config";
import type { ExternalRole } from "../../../../policypack/verdicts/config-entries";
import { exemptionsSchema } from "../../../../policypack/verdicts/exemptions";

const schema: ConfigSchema = {
  presumed: presumedSchema,
  externalRoles: externalRolesSchema,
  roles: rolesSchema,
  exemptions: exemptionsSchema,
};
const options = "presumed, externalRoles, roles, exemptions";
const role = { role: "shared", actions: ["ssm:*"], resources: ["*"], reason: "platform" };
const withRole = (edit: object): RawConfig => ({ externalRoles: [{ ...role, ...edit }] });
const { reason: _, ...withoutReason } = role;
const exemption = { resource: "jobs", reason: "migrated next month" };
const expiring = (expires: unknown): RawConfig => ({ exemptions: [{ ...exemption, expires }] });
const noDay = [["exemptions.0.expires", "must be a day, as YYYY-MM-DD"]] as const;

describe("mistakes in configuration", () => {
  const missingOption = (name: string, options: string) => [name, `is not one of ${options}`] as const;
  for (const [name, config, mistakes] of [
    ["none in an empty one", {}, []],
    ["none where all is right", { presumed: "list", externalRoles: [role] }, []],
    ["none where an option is not given", { presumed: undefined }, []],
    ["a misspelt option", { Presumed: "list" }, [missingOption("Presumed", options)]],
    ["an option that objects inherit", { constructor: 1 }, [missingOption("constructor", options)]],
    ["another choice", { presumed: "ignore" }, [["presumed", "must be one of enforce, list"]]],
    ["a number for a text", { presumed: 1 }, [["presumed", "must be a text"]]],
    ["null for a text", { presumed: null }, [["presumed", "must be a text"]]],
    ["a text for a list", { externalRoles: "shared" }, [["externalRoles", "must be a list"]]],
    ["an object for a list", { externalRoles: role }, [["externalRoles", "must be a list"]]],
    ["a text for an object", { externalRoles: ["shared"] }, [["externalRoles.0", "must be an object"]]],
    ["a list for an object", { externalRoles: [[role]] }, [["externalRoles.0", "must be an object"]]],
    ["null for an object", { externalRoles: [null] }, [["externalRoles.0", "must be an object"]]],
    [
      "a missing member",
      { externalRoles: [role, withoutReason] },
      [["externalRoles.1.reason", "is missing"]],
    ],
    ["an empty text", withRole({ role: "" }), [["externalRoles.0.role", "must not be empty"]]],
    ["an empty list", withRole({ actions: [] }), [["externalRoles.0.actions", "must not be empty"]]],
    [
      "an empty member of a list",
      withRole({ actions: ["ssm:*", ""] }),
      [["externalRoles.0.actions.1", "must not be empty"]],
    ],
    ["a number in a list", withRole({ resources: [7] }), [["externalRoles.0.resources.0", "must be a text"]]],
    [
      "the text of an example",
      { exemptions: [{ ...exemption, reason: "…" }] },
      [["exemptions.0.reason", "still holds the `…` of an example"]],
    ],
    [
      "an exemption without a reason",
      { exemptions: [{ resource: "jobs" }] },
      [["exemptions.0.reason", "is missing"]],
    ],
    ["none in a day", expiring("2026-02-28"), []],
    ["a month that there is not", expiring("2025-13-01"), noDay],
    ["a day that its month has not", expiring("2025-02-29"), noDay],
    ["a day in another form", expiring("1.3.2026"), noDay],
    ["a day with a time", expiring("2026-03-01T10:00:00Z"), noDay],
    ["a number for a day", expiring(20260301), [["exemptions.0.expires", "must be a text"]]],
    ["none in names of roles", { roles: { task: ["*-task"], execution: [] } }, []],
    ["a text for names of roles", { roles: { task: "*-task" } }, [["roles.task", "must be a list"]]],
    ["an empty name of a role", { roles: { execution: [""] } }, [["roles.execution.0", "must not be empty"]]],
    [
      "another kind of role",
      { roles: { infrastructure: [] } },
      [["roles.infrastructure", "is not one of task, execution"]],
    ],
    [
      "several mistakes",
      { presumed: "ignore", externalRoles: [{ ...withoutReason, role: 7 }] },
      [
        ["presumed", "must be one of enforce, list"],
        ["externalRoles.0.reason", "is missing"],
        ["externalRoles.0.role", "must be a text"],
      ],
    ],
  ] as const) {
    it(`are found: ${name}`, () => {
      assert.deepEqual(
        configMistakes(config, schema).map(({ key, fault }) => [key, fault]),
        mistakes,
      );
    });
  }

  it("are found: a misspelt member", () => {
    const [mistake] = configMistakes(withRole({ region: "eu" }), schema);
    assert.equal(mistake?.key, "externalRoles.0.region");
  });

  it("are told without the value", () => {
    const config = {
      presumed: "hunter2",
      externalRoles: [{ role: ["hunter2"], actions: "hunter2" }, "hunter2"],
    };
    assert.doesNotMatch(JSON.stringify(configMistakes(config, schema)), /hunter2/);
  });
});

describe("reading configuration", () => {
  it("takes a choice", () => assert.equal(choice({ when: "b" }, "when", ["a", "b"], "a"), "b"));
  for (const value of [undefined, null, "c", 1, ["b"]]) {
    it(`takes the default instead of ${JSON.stringify(value)}`, () => {
      assert.equal(choice({ when: value }, "when", ["a", "b"], "a"), "a");
    });
  }

  it("takes the roles that have the right form", () => {
    assert.deepEqual(externalRoles({ externalRoles: [withoutReason, role, "shared"] }), [role]);
  });
  it("takes no roles from what is no list", () => {
    assert.deepEqual(externalRoles({ externalRoles: role }), []);
    assert.deepEqual(externalRoles({}), []);
  });

  it("takes the names of roles that have the right form", () => {
    assert.deepEqual(roleNames({ roles: { task: ["*-task", 7, ""] } }), { task: ["*-task"], execution: [] });
  });
  for (const roles of [undefined, null, "task", ["*-task"], { task: "*-task" }]) {
    it(`takes no names of roles from ${JSON.stringify(roles)}`, () => {
      assert.deepEqual(roleNames({ roles }), { task: [], execution: [] });
    });
  }
});

describe("what two policies are told of roles made elsewhere", () => {
  const one = (declared: readonly ExternalRole[]) => ({ policy: "one", declared });
  const other = (declared: readonly ExternalRole[]) => ({ policy: "other", declared });
  const wider = { ...role, resources: ["a", "b"] };

  for (const [name, here, there, sentences] of [
    ["is the same", [role], [role], []],
    ["is the same for another reason", [role], [{ ...role, reason: "another" }], []],
    ["is the same in another order", [wider], [{ ...role, resources: ["b", "a"] }], []],
    ["is nothing", [], [], []],
    ["is in one only", [role], [], ['externalRoles: "shared" is declared in one, and not in other']],
    ["is in the other only", [], [role], ['externalRoles: "shared" is declared in other, and not in one']],
    ["differs", [role], [wider], ['externalRoles: "shared" is declared differently in other and one']],
    [
      "differs by an entry",
      [role, wider],
      [role],
      ['externalRoles: "shared" is declared differently in other and one'],
    ],
  ] as const) {
    it(name, () => assert.deepEqual(differences(one(here), other(there)), sentences));
  }
});
