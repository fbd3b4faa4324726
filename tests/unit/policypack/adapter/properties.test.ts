import assert from "node:assert/strict";
import { propertiesOfSdk } from "../../../../policypack/adapter/sdk";
import { holdsUnknown, type Property, UNKNOWN } from "../../../../policypack/stack/properties";

const throwing = Object.defineProperty({ known: 1 }, "unknown", {
  enumerable: true,
  get: () => {
    throw new Error("unknown");
  },
});

/** A value in as many objects and lists. */
function nested(depth: number, innermost: unknown): unknown {
  let value = innermost;
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? { member: value } : [value];
  return value;
}

function innermost(property: Property): Property {
  let part = property;
  while (typeof part === "object" && part !== null)
    part = Array.isArray(part) ? part[0] : (part as Readonly<Record<string, Property>>).member;
  return part;
}

describe("properties that the SDK shows", () => {
  for (const [name, given, decoded] of [
    ["nothing", undefined, {}],
    [
      "texts, numbers, truths and null",
      { a: "x", b: 1, c: false, d: null },
      { a: "x", b: 1, c: false, d: null },
    ],
    ["lists and objects", { a: [1, [], { b: [{}] }] }, { a: [1, [], { b: [{}] }] }],
    ["an unknown", throwing, { known: 1, unknown: UNKNOWN }],
    ["an unknown inside", { a: [throwing, 1] }, { a: [{ known: 1, unknown: UNKNOWN }, 1] }],
    ["what no property is", { a: () => 1, b: [undefined] }, { b: [undefined] }],
    [
      "a name that every object inherits",
      JSON.parse('{"a":{"__proto__":1}}'),
      JSON.parse('{"a":{"__proto__":1}}'),
    ],
  ] as const) {
    it(`takes ${name}`, () => {
      assert.deepEqual(propertiesOfSdk(given).read(), decoded);
    });
  }

  it("takes those that are named only", () => {
    assert.deepEqual(propertiesOfSdk({ a: 1, b: 2 }).read(["b", "c"]), { b: 2 });
  });

  it("takes values that nest deeper than calls can", () => {
    const { known, unknown } = propertiesOfSdk({
      known: nested(100_000, "end"),
      unknown: nested(99_999, throwing),
    }).read();
    assert.equal(innermost(known), "end");
    assert.equal(holdsUnknown(known), false);
    assert.equal(holdsUnknown(unknown), true);
  });
});
