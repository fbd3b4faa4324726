import assert from "node:assert/strict";
import * as fc from "fast-check";
import { parseJson } from "../../../../policypack/iam/json";
import { processorTimeOf } from "../../../support/processor-time";

describe("JSON", () => {
  for (const [name, text] of [
    ["a text", "{a:1}"],
    ["nothing", ""],
    ["an open object", '{"a":1'],
    ["an open text", '{"a'],
    ["two values", "{} {}"],
  ] as const) {
    it(`is not ${name}`, () => {
      assert.deepEqual(parseJson(text), { kind: "no JSON" });
    });
  }

  for (const [name, text] of [
    ["one after the other", '{"a":1,"a":2}'],
    ["of the same value", '{"a":1,"a":1}'],
    ["with others between", '{"a":1,"b":[{"c":2}],"d":{},"a":2}'],
    ["deep inside", '[{"a":[{"b":1,"b":2}]}]'],
    ["around an object that has it, too", '{"a":{"a":1},"a":2}'],
    ["written in two ways", '{"a":1,"\\u0061":2}'],
    ["with quotes in it", '{"\\"a":1,"\\u0022a":2}'],
    ["with a backslash at its end", '{"a\\\\":1,"a\\\\":2}'],
    ["that is empty", '{"":1,"":2}'],
    ["that every object inherits", '{"__proto__":1,"__proto__":2}'],
  ] as const) {
    it(`has a name twice ${name}`, () => {
      assert.deepEqual(parseJson(text), { kind: "repeated name" });
    });
  }

  for (const [name, text] of [
    ["in an object within", '{"a":{"a":1}}'],
    ["in two objects", '[{"a":1},{"a":1}]'],
    ["as a value", '{"a":"a","b":"a"}'],
    ["in a list of texts", '{"a":["a","a"]}'],
    ["in a text", '{"a":"{\\"b\\":1,\\"b\\":2}"}'],
    ["in other case", '{"a":1,"A":2}'],
    ["once", '{ "a" : 1 , "b" : [ ] , "c" : { } , "d" : null , "e" : -1e5 }'],
  ] as const) {
    it(`may have a name ${name}`, () => {
      assert.deepEqual(parseJson(text), { kind: "value", value: JSON.parse(text) });
    });
  }

  it("is read as JSON.parse reads it, whatever it says", () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 2), (text, indent) => {
        const value: unknown = JSON.parse(text);
        assert.deepEqual(parseJson(JSON.stringify(value, undefined, indent)), { kind: "value", value });
      }),
    );
  });

  it("has a name twice, wherever an object is that has", () => {
    const names = fc.string({ unit: fc.constantFrom("a", '"', "\\", "{", "[", ",", ":", "\n") });
    fc.assert(
      fc.property(fc.uniqueArray(names, { minLength: 1 }), fc.nat(), fc.json(), (all, index, value) => {
        const written = all.map((name) => `${JSON.stringify(name)}:${JSON.stringify(name)}`);
        const repeated = [...written, written[index % all.length]];
        const around = (members: readonly unknown[]) => `[${value},{"x":{${members.join()}}}]`;
        assert.equal(parseJson(around(written)).kind, "value");
        assert.equal(parseJson(around(repeated)).kind, "repeated name");
      }),
    );
  });

  for (const [name, text] of [
    ["lists in lists", `${"[".repeat(200_000)}${"]".repeat(200_000)}`],
    ["objects in objects", `${'{"a":'.repeat(200_000)}1${"}".repeat(200_000)}`],
    ["many names", `{${Array.from({ length: 50_000 }, (_, at) => `"${at}":1`).join()}}`],
    ["a long text", JSON.stringify({ a: '"'.repeat(1_000_000) })],
  ] as const) {
    it(`takes time in proportion to ${name}`, () => {
      assert.ok(processorTimeOf(() => assert.equal(parseJson(text).kind, "value")) < 1000);
    });
  }
});
