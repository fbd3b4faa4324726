import assert from "node:assert/strict";
import {
  type ConfigSchema,
  choice,
  configMistakes,
  externalRoles,
  externalRolesSchema,
  presumedSchema,
  type RawConfig,
} from "../../../../policypack/model/config";

const schema: ConfigSchema = { presumed: presumedSchema, externalRoles: externalRolesSchema };
const role = { role: "shared", actions: ["ssm:*"], resources: ["*"], reason: "platform" };
const withRole = (edit: object): RawConfig => ({ externalRoles: [{ ...role, ...edit }] });
const { reason: _, ...withoutReason } = role;

describe("mistakes in configuration", () => {
  const missingOption = (name: string, options: string) => [name, `is not one of ${options}`] as const;
  for (const [name, config, mistakes] of [
    ["none in an empty one", {}, []],
    ["none where all is right", { presumed: "list", externalRoles: [role] }, []],
    ["none where an option is not given", { presumed: undefined }, []],
    ["a misspelt option", { Presumed: "list" }, [missingOption("Presumed", "presumed, externalRoles")]],
    [
      "an option that objects inherit",
      { constructor: 1 },
      [missingOption("constructor", "presumed, externalRoles")],
    ],
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
});
