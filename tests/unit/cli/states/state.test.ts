import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type Property, UNKNOWN } from "ecs-guardrails-policies/judging";
import { readState as read, type State } from "../../../../cli/states/state";
import { type Json, type JsonObject, MalformedState } from "../../../../cli/states/values";
import { root } from "../../../../offline/workspace";
import { bytes, inPieces, providerUrn, resource, stackUrn, stateOf, urnOf } from "../../../support/states";

const parameter = "aws:ssm/parameter:Parameter";
const key = "4dabf18193072939515e22adb298388d";
const secret = "1b47061264138c4ac30d75fd1eb44270";
const reference = "5cf8f73096256a8f31e491e813e4eb8e";

for (const [how, atOnce] of [
  ["at once", 1024 * 1024],
  ["piece by piece", 0],
] as const)
  describe(`a state, ${how},`, () => states((chunks) => read(chunks, atOnce)));

function states(readState: (chunks: AsyncIterable<Buffer>) => Promise<State>): void {
  async function inputRead(value: Json): Promise<Property> {
    const { resources } = await readState(
      bytes(stateOf([resource(parameter, "url", { inputs: { value, __defaults: [] } })])),
    );
    return resources.at(-1)?.inputs.read(["value"]).value;
  }

  it("is read as its resources, with their edges, parents and providers", async () => {
    const made = resource(parameter, "url", {
      inputs: { name: "/url", type: "String" },
      outputs: { arn: "arn", name: "/url" },
      dependencies: [urnOf(parameter, "base"), urnOf(parameter, "gone")],
      propertyDependencies: { value: [urnOf(parameter, "base")], name: [urnOf(parameter, "gone")] },
      ignoreChanges: ["value"],
    });
    const state = await readState(bytes(stateOf([resource(parameter, "base"), made]), 7));
    assert.deepEqual([state.project, state.stack], ["shop", "prod"]);
    assert.deepEqual(
      state.resources.map(({ urn }) => urn),
      [stackUrn, providerUrn, urnOf(parameter, "base"), urnOf(parameter, "url")],
    );
    const url = state.resources.at(-1);
    assert.ok(url);
    assert.equal(url.name, "url");
    assert.equal(url.type, parameter);
    assert.equal(url.parent, stackUrn);
    assert.equal(url.provider?.urn, providerUrn);
    assert.deepEqual(url.provider?.properties.read(["region"]), { region: "eu-central-1" });
    assert.deepEqual(url.inputs.read(), { name: "/url", type: "String" });
    assert.deepEqual(url.properties.read(["arn"]), { arn: "arn" });
    assert.deepEqual(url.ignoreChanges, ["value"]);
    // What the state does not hold is no edge.
    assert.deepEqual(url.dependencies, [urnOf(parameter, "base")]);
    assert.deepEqual(
      [...url.propertyDependencies],
      [
        ["name", []],
        ["value", [urnOf(parameter, "base")]],
      ],
    );
  });

  it("leaves out what is about to be deleted", async () => {
    const { resources } = await readState(bytes(stateOf([resource(parameter, "url", { delete: true })])));
    assert.equal(resources.length, 2);
  });

  it("is read from a backend's own file", async () => {
    const { deployment } = stateOf([resource(parameter, "url")]) as { deployment: JsonObject };
    const file = { version: 3, checkpoint: { stack: "organization/shop/prod", latest: deployment } };
    assert.equal((await readState(bytes(file))).resources.length, 3);
  });

  it("is read where it is compressed", async () => {
    const zipped = gzipSync(JSON.stringify(stateOf([resource(parameter, "url")])));
    assert.equal((await readState(inPieces(zipped, 10))).resources.length, 3);
  });

  for (const [name, value, read] of [
    ["an encrypted secret", { [key]: secret, ciphertext: "v1:abc" }, "[secret]"],
    ["a plain secret", { [key]: secret, plaintext: '{"a":[1,"b"]}' }, { a: [1, "b"] }],
    ["a secret in a list", [{ [key]: secret, ciphertext: "v1:abc" }, 2], ["[secret]", 2]],
    ["what is not known", "04da6b54-80e4-46f7-96ec-b56ff0331ba9", UNKNOWN],
    ["a list that is not known", "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", UNKNOWN],
    ["a custom resource", { [key]: reference, urn: "urn", id: "sg-1" }, "sg-1"],
    ["a custom resource in the older form", { [key]: reference, urn: "urn", id: { V: "sg-1" } }, "sg-1"],
    ["a resource without an id yet", { [key]: reference, urn: "urn", id: "" }, UNKNOWN],
    ["a component", { [key]: reference, urn: "urn" }, "urn"],
    ["null", null, null],
    ["an object with the engine's own names", { __internal: 1, b: true, a: 0.5 }, { a: 0.5, b: true }],
  ] as const) {
    it(`shows of ${name} what the engine does`, async () => {
      assert.deepEqual(await inputRead(value as Json), read);
    });
  }

  it("has no inputs where there are only the engine's own", async () => {
    const { resources } = await readState(bytes(stateOf([resource(parameter, "url")])));
    assert.equal(resources.at(-1)?.inputs.isEmpty, true);
  });

  for (const [what, broken, reason] of [
    ["no text", "", "is empty"],
    ["no JSON", "hello", "is not JSON, or not all of it"],
    ["the beginning of one", JSON.stringify(stateOf([])).slice(0, 300), "is not JSON, or not all of it"],
    ["two", '{"version":3,"deployment":{}}{"version":3}', "is not JSON, or not all of it"],
    ["a list", "[1]", "is JSON, and neither an exported state nor one of a backend's files"],
    [
      "other JSON",
      '{"name":"app","version":"1.0.0"}',
      "is JSON, and neither an exported state nor one of a backend's files",
    ],
    [
      "an object of resources",
      '{"version":3,"deployment":{"resources":{"a":{}}}}',
      "holds resources that are no list",
    ],
    ["a resource that is a number", JSON.stringify(stateOf([5])), "holds a resource that is no object"],
    ["a resource without URN", JSON.stringify(stateOf([{ type: "t" }])), "holds a resource without a URN"],
    [
      "a resource without type",
      JSON.stringify(stateOf([{ urn: urnOf("t", "x") }])),
      `holds no type of ${urnOf("t", "x")}`,
    ],
  ] as const) {
    it(`that is ${what} is refused`, async () => {
      await assert.rejects(readState(bytes(broken)), (error) => {
        assert.ok(error instanceof MalformedState);
        assert.equal(error.message, reason);
        return true;
      });
    });
  }

  it("that is compressed and broken off is refused", async () => {
    const zipped = gzipSync(JSON.stringify(stateOf([resource(parameter, "url")])));
    await assert.rejects(readState(inPieces(zipped.subarray(0, 60), 10)), /is compressed, and broken/);
  });

  it("with a broken plain secret is refused, without a word of the secret", async () => {
    const value = { [key]: secret, plaintext: "hunter2" };
    await assert.rejects(inputRead(value), (error) => {
      assert.ok(error instanceof MalformedState);
      assert.equal(error.message, "holds a plain secret that is not JSON");
      return true;
    });
  });

  it("with values deeper than calls can nest is read", async () => {
    const deep = `${'{"a":['.repeat(20_000)}1${"]}".repeat(20_000)}`;
    const text = JSON.stringify(stateOf([resource(parameter, "url", { inputs: { value: "DEEP" } })]));
    const { resources } = await readState(bytes(text.replace('"DEEP"', deep), 100_000));
    assert.notEqual(resources.at(-1)?.inputs.read(["value"]).value, undefined);
  });
}

describe("a large state", () => {
  it("is never held as a whole", function () {
    this.timeout("60s");
    // 120 MB of what no policy looks at, in half as much memory.
    const program = `
      const { readState } = require(${JSON.stringify(join(root, "cli/bin/states/state"))});
      const urn = (name) => "urn:pulumi:prod::shop::aws:sqs/queue:Queue::" + name;
      async function* chunks() {
        yield Buffer.from('{"version":3,"deployment":{"manifest":{},"resources":[');
        for (let number = 0; number < 1200; number++) {
          const inputs = { text: "x".repeat(100_000) };
          const one = { urn: urn(number), type: "aws:sqs/queue:Queue", custom: true, inputs };
          yield Buffer.from((number > 0 ? "," : "") + JSON.stringify(one));
        }
        yield Buffer.from("]}}");
      }
      readState(chunks()).then(({ resources }) => console.log(resources.length));
    `;
    const { stdout, stderr } = spawnSync(process.execPath, ["--max-old-space-size=60", "-e", program], {
      encoding: "utf8",
    });
    assert.equal(stdout, "1200\n", stderr);
  });
});

/** Larger ones have resources. */
describe("a small state", () => {
  for (const [name, empty] of [
    ["no resources", { version: 3, deployment: { manifest: {} } }],
    ["nothing deployed", { version: 3, deployment: null }],
    ["an empty list", { version: 3, deployment: { resources: [] } }],
  ] as const) {
    it(`with ${name} is empty`, async () => {
      assert.deepEqual(await read(bytes(empty)), { project: "", stack: "", resources: [] });
    });
  }

  it("of a form of the future is refused", async () => {
    await assert.rejects(
      read(bytes('{"version":9,"deployment":{}}')),
      /^Error: has a form that is not known here: export it again with a current `pulumi stack export`$/,
    );
  });
});
