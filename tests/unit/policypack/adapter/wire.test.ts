/** What is read of the bytes of a request is what the SDK makes of them. */
import assert from "node:assert/strict";
import {
  AnalyzeRequest,
  AnalyzerPropertyDependencies,
  AnalyzerProviderResource,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzeStackRequest,
} from "@pulumi/pulumi/proto/analyzer_pb";
import fc from "fast-check";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { Fields } from "../../../../policypack/adapter/protobuf";
import { propertiesOfSdk } from "../../../../policypack/adapter/sdk";
import { inputsOnWire, resourcesOnWire, withoutInputs } from "../../../../policypack/adapter/wire";
import { UNKNOWN } from "../../../../policypack/stack/properties";
import { serialized } from "../../../support/serialized";

/** The SDK declares no types for these. */
const deserializeProperties: (properties: Struct, proxySecrets: boolean) => object =
  require("@pulumi/policy/deserialize").deserializeProperties;
const unknownCheckingProxy: (properties: object) => object =
  require("@pulumi/policy/proxy").unknownCheckingProxy;

const unknowns = [
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];
const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

/** The SDK loses a property of the name that every object inherits. */
const names = fc.string({ unit: "binary" }).filter((name) => name !== "__proto__");

/** Values as the engine sends them: unknowns and secrets at any depth, names and texts of any kind. */
const values = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.string({ unit: "binary" }),
    fc.double({ noNaN: true }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom(...unknowns),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(names, tie("value"), { maxKeys: 4, noNullPrototype: true }),
    tie("value").map(secret),
  ),
})).value;
const inputs = fc.dictionary(names, values, { maxKeys: 6, noNullPrototype: true });

function struct(properties: object): Struct {
  return Struct.fromJavaScript(properties as Record<string, JavaScriptValue>);
}

function textOf(read: object): string {
  return JSON.stringify(read, (_key, value: unknown) => (value === UNKNOWN ? { unknown: true } : value));
}

function requestFor(properties: object): Buffer {
  const request = new AnalyzeRequest()
    .setType("test:index:Thing")
    .setUrn("urn:pulumi:dev::shop::test:index:Thing::thing")
    .setName("thing")
    .setProperties(struct(properties))
    .setOptions(new AnalyzerResourceOptions().setIgnorechangesList(["a"]).setProtect(true))
    .setProvider(new AnalyzerProviderResource().setUrn("provider").setProperties(struct({ region: "é" })));
  return serialized(request);
}

describe("properties on the wire", () => {
  it("are read as the SDK shows them", () => {
    fc.assert(
      fc.property(inputs, (properties) => {
        const ours = inputsOnWire(requestFor(properties));
        const theirs = propertiesOfSdk(
          unknownCheckingProxy(deserializeProperties(struct(properties), false)),
        );
        // As text, for its order counts: what is said of properties is said in it.
        assert.equal(textOf(ours.read()), textOf(theirs.read()));
        assert.equal(ours.isEmpty, theirs.isEmpty);
        const some = [...Object.keys(properties).slice(0, 2), "missing"];
        assert.deepEqual(ours.read(some), theirs.read(some));
      }),
      { numRuns: 500 },
    );
  });

  it("may nest deeper than calls can", () => {
    const innermost = Buffer.from([0x20, 0x01]);
    const around: Buffer[] = [];
    let length = innermost.length;
    for (let level = 0; level < 20_000; level++) {
      // A value that is a list of one value.
      for (const number of [1, 6]) {
        const start = startOf(number, length);
        around.push(start);
        length += start.length;
      }
    }
    const value = Buffer.concat([...around.reverse(), innermost]);
    const property = Buffer.concat([field(1, Buffer.from("deep")), field(2, value)]);
    let { deep } = inputsOnWire(field(2, field(1, property))).read();
    while (Array.isArray(deep)) deep = deep[0];
    assert.equal(deep, true);
  });

  it("are read wherever their name stands in an entry", () => {
    const [name, value] = [field(1, Buffer.from("a")), field(2, Buffer.from([0x20, 0x01]))];
    const entries = [Buffer.concat([value, name]), Buffer.concat([name, value])];
    for (const entry of entries)
      assert.deepEqual(inputsOnWire(field(2, field(1, entry))).read(["a"]), { a: true });
  });

  it("are taken away from a request, and nothing else", () => {
    const request = AnalyzeRequest.deserializeBinary(withoutInputs(requestFor({ a: "x" })));
    const whole = AnalyzeRequest.deserializeBinary(requestFor({ a: "x" }));
    whole.clearProperties();
    whole.clearProvider();
    assert.deepEqual(request.toObject(), whole.toObject());
  });
});

/** A field that holds bytes. */
function field(number: number, bytes: Buffer): Buffer {
  return Buffer.concat([startOf(number, bytes.length), bytes]);
}

/** What stands before so many bytes. */
function startOf(number: number, length: number): Buffer {
  const bytes = [number * 8 + 2];
  let left = length;
  for (; left >= 0x80; left >>>= 7) bytes.push((left & 0x7f) | 0x80);
  return Buffer.from([...bytes, left]);
}

describe("resources on the wire", () => {
  it("have edges to others of the request only", () => {
    const resource = (urn: string) =>
      new AnalyzerResource().setUrn(urn).setType("t").setName(urn).setOptions(new AnalyzerResourceOptions());
    const child = resource("child").setParent("parent").setDependenciesList(["parent", "elsewhere"]);
    child.getOptions()?.setIgnorechangesList(["tags"]);
    const edges = child.getPropertydependenciesMap();
    edges.set("own", new AnalyzerPropertyDependencies().setUrnsList(["elsewhere", "parent"]));
    edges.set("none", new AnalyzerPropertyDependencies());
    const orphan = resource("orphan").setParent("elsewhere");
    const request = new AnalyzeStackRequest().setResourcesList([child, resource("parent"), orphan]);
    const [read, , lonely] = resourcesOnWire(serialized(request));
    assert.deepEqual([...(read?.propertyDependencies.keys() ?? [])], ["none", "own"]);
    assert.deepEqual(
      [read?.parent, read?.dependencies, read?.propertyDependencies, read?.ignoreChanges],
      [
        "parent",
        ["parent"],
        new Map([
          ["own", ["parent"]],
          ["none", []],
        ]),
        ["tags"],
      ],
    );
    assert.equal(lonely?.parent, undefined);
    assert.equal(read?.provider, undefined);
    assert.deepEqual(read?.properties.read(), {});
  });

  it("of a newer protocol are read as far as they are known", () => {
    const resource = Buffer.concat([
      field(3, Buffer.from("urn")),
      // A number, a double, four bytes and a text that nobody knows.
      Buffer.from([15 * 8, 0xff, 0x01]),
      Buffer.from([14 * 8 + 1, 0, 0, 0, 0, 0, 0, 0, 0]),
      Buffer.from([13 * 8 + 5, 0, 0, 0, 0]),
      field(12, Buffer.from("new")),
      field(2, field(1, Buffer.concat([field(1, Buffer.from("a")), field(2, field(5, Buffer.alloc(0)))]))),
    ]);
    const [read] = resourcesOnWire(field(1, resource));
    assert.equal(read?.urn, "urn");
    assert.deepEqual(read?.properties.read(), { a: {} });
  });
});

describe("bytes that are no message", () => {
  for (const [what, bytes] of [
    ["end within a text", [0x0a, 0x05, 0x41]],
    ["have a length that is longer than they are", [0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f]],
    ["hold a group, which no message has", [0x0b]],
    ["end within a number", [0x08, 0x80]],
    ["end within a length", [0x0a, 0x80]],
  ] as const) {
    it(`are refused: they ${what}`, () => {
      const read = () => {
        const fields = Fields.in(Buffer.from(bytes));
        while (fields.next());
      };
      assert.throws(read, /the engine sent/);
    });
  }

  it("end, whatever they are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          for (const resource of resourcesOnWire(Buffer.from(bytes))) resource.properties.read();
        } catch (error) {
          assert.match(String(error), /the engine sent/);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

it("what is unknown is told apart from a text", () => {
  const [unknown = ""] = unknowns;
  const read = inputsOnWire(requestFor({ a: unknown, b: ` ${unknown}`, c: secret(unknown) })).read();
  assert.deepEqual(read, { a: UNKNOWN, b: ` ${unknown}`, c: UNKNOWN });
});
