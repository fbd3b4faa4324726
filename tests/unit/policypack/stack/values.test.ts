import assert from "node:assert/strict";
import { propertyName } from "../../../../policypack/code/words";
import { type Property, UNKNOWN } from "../../../../policypack/stack/properties";
import {
  count,
  json,
  list,
  object,
  type Reader,
  read,
  sourceUrns,
  text,
  truth,
  type Value,
} from "../../../../policypack/stack/values";
import { edges, resource } from "../../../support/resources";

const elsewhere = { kind: "unknown", source: { kind: "elsewhere" } };
const fromRole = { kind: "unknown", source: { kind: "resources", urns: ["role"] } };
const absent = { kind: "absent" };
const known = (value: unknown) => ({ kind: "known", value });
const malformed = (expected: string) => ({ kind: "malformed", expected });

describe("reading a value", () => {
  const rows: readonly [string, Property, Reader<unknown>, object][] = [
    ["a text", "x", text, known("x")],
    ["an empty text", "", text, absent],
    ["null", null, text, absent],
    ["nothing", undefined, text, absent],
    ["a number for a text", 7, text, malformed("a text")],
    ["a list for a text", ["x"], text, malformed("a text")],
    ["an unknown", UNKNOWN, text, elsewhere],
    ["the text that stands for a secret", "[secret]", text, elsewhere],
    ["the text that stands for a secret document", "[secret]", json, elsewhere],
    ["the text that stands for a secret list", "[secret]", list, elsewhere],
    ["true", true, truth, known(true)],
    ["false", false, truth, known(false)],
    ["true as text", "true", truth, known(true)],
    ["false as text", "false", truth, known(false)],
    ["another text for a truth", "yes", truth, malformed("true or false")],
    ["a number for a truth", 1, truth, malformed("true or false")],
    ["zero", 0, count, known(0)],
    ["a number", 2, count, known(2)],
    ["a number as text", "2", count, known(2)],
    ["a word for a number", "two", count, malformed("a number")],
    ["a negative number as text", "-1", count, malformed("a number")],
    ["a list", [1], list, known([1])],
    ["an empty list", [], list, known([])],
    ["a list with an unknown member", [UNKNOWN], list, known([UNKNOWN])],
    ["an object for a list", {}, list, malformed("a list")],
    ["an object", { a: 1 }, object, known({ a: 1 })],
    ["an object with an unknown member", { a: UNKNOWN }, object, known({ a: UNKNOWN })],
    ["a list for an object", [], object, malformed("an object")],
    ["JSON text", '{"a":[1]}', json, known({ a: [1] })],
    ["JSON text with spaces", ' {"a":1}\n', json, known({ a: 1 })],
    ["JSON text that is null", "null", json, known(null)],
    ["JSON as a value", { a: [1] }, json, known({ a: [1] })],
    ["JSON as a list", [1], json, known([1])],
    ["text that is no JSON", "{a:1}", json, malformed("a JSON document")],
    ["an empty document", "", json, absent],
    ["JSON with an unknown deep inside", { a: [{ b: UNKNOWN }] }, json, elsewhere],
  ];
  for (const [name, property, reader, value] of rows) {
    it(`tells what ${name} is`, () => {
      assert.deepEqual(read(resource("x", { inputs: { property } }), "inputs", ["property"], reader), value);
    });
  }

  it("says nothing of the value in what it expects", () => {
    const value = read(resource("x", { inputs: { a: "hunter2" } }), "inputs", ["a", "b"], text);
    assert.deepEqual(value, malformed(`an object around \`${propertyName("b")}\``));
  });

  it("keeps the two views apart", () => {
    const role = resource("x", { inputs: { name: "said" }, outputs: { name: "made" } });
    assert.deepEqual(read(role, "inputs", ["name"], text), known("said"));
    assert.deepEqual(read(role, "outputs", ["name"], text), known("made"));
  });
});

describe("reading a value along a path", () => {
  const at = (inputs: Property, from?: readonly string[]): Value<string> =>
    read(
      resource("x", { inputs: { a: inputs }, ...(from && edges({ a: from })) }),
      "inputs",
      ["a", "b", "c"],
      text,
    );

  it("finds it", () => assert.deepEqual(at({ b: { c: "x" } }), known("x")));
  it("finds none behind null", () => assert.deepEqual(at({ b: null }), absent));
  it("finds none behind nothing", () => assert.deepEqual(at({}), absent));
  it("tells of a text on the way", () =>
    assert.deepEqual(at({ b: "x" }), malformed(`an object around \`${propertyName("c")}\``)));
  it("tells of a list on the way", () =>
    assert.deepEqual(at({ b: ["x"] }), malformed(`an object around \`${propertyName("c")}\``)));
  it("does not know what is behind an unknown", () => assert.deepEqual(at({ b: UNKNOWN }), elsewhere));
  it("does not know what is behind an unknown beginning", () => assert.deepEqual(at(UNKNOWN), elsewhere));
  it("does not know what is behind a secret", () => assert.deepEqual(at("[secret]"), elsewhere));
  it("knows what is beside an unknown", () =>
    assert.deepEqual(at({ b: { c: "x", d: UNKNOWN } }), known("x")));
  it("takes the source of the whole property", () =>
    assert.deepEqual(at({ b: { c: UNKNOWN } }, ["role"]), fromRole));
  it("takes an empty entry for elsewhere", () => assert.deepEqual(at(UNKNOWN, []), elsewhere));
  it("takes a secret for elsewhere, whatever its edges", () =>
    assert.deepEqual(at("[secret]", ["role"]), elsewhere));

  for (const inherited of ["constructor", "toString", "__proto__"]) {
    it(`finds no ${inherited} that nobody set`, () => {
      assert.deepEqual(read(resource("x", { inputs: {} }), "inputs", [inherited], object), absent);
      assert.deepEqual(
        read(resource("x", { inputs: { a: {} } }), "inputs", ["a", inherited], object),
        absent,
      );
    });
  }
});

describe("the source of a value", () => {
  it("is told for an unknown from resources", () => {
    assert.deepEqual(sourceUrns({ kind: "unknown", source: { kind: "resources", urns: ["a", "b"] } }), [
      "a",
      "b",
    ]);
  });
  it("is none for an unknown from elsewhere", () => {
    assert.deepEqual(sourceUrns({ kind: "unknown", source: { kind: "elsewhere" } }), []);
  });
  it("is none for a known value", () => {
    assert.deepEqual(sourceUrns({ kind: "known", value: "x" }), []);
  });
});
