import assert from "node:assert/strict";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { json } from "../../../../cli/forms/json";
import schema from "../../../../cli/report/report.schema.json";
import { complete, empty, hostile, incidents, report, stack } from "../../../support/reports";

type Schema = { [key: string]: unknown };

function validator(of: Schema) {
  const ajv = new Ajv({ allErrors: true });
  addFormats(ajv);
  return ajv.compile(of);
}

/** As the schema is, but refusing what it does not name. */
function closed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(closed);
  if (typeof part !== "object" || part === null) return part;
  const entries = Object.entries(part).map(([key, value]) => [key, closed(value)]);
  return Object.fromEntries("properties" in part ? [...entries, ["additionalProperties", false]] : entries);
}

/** Names of properties, each after that of its object's definition. */
function namesIn(part: Schema, of = "report"): string[] {
  const definitions = Object.entries((part.definitions ?? {}) as Record<string, Schema>);
  const properties = Object.entries((part.properties ?? {}) as Record<string, Schema>);
  return [
    ...properties.flatMap(([name, value]) => [`${of}.${name}`, ...namesIn(value, name)]),
    ...definitions.flatMap(([name, value]) => namesIn(value, name)),
  ];
}

describe("the schema of reports", () => {
  const valid = validator(schema);

  for (const [what, made] of Object.entries({ incidents, empty })) {
    it(`describes a report: ${what}`, () => {
      valid(JSON.parse(json(made())));
      assert.deepEqual(valid.errors ?? [], []);
    });
  }

  it("names every property that a report may have", () => {
    const strictly = validator(closed(schema) as Schema);
    strictly(JSON.parse(json(complete)));
    assert.deepEqual(strictly.errors ?? [], []);
  });

  it("names no property that no report has", () => {
    const written = json(complete);
    const unknown = namesIn(schema).filter((path) => !written.includes(`"${path.split(".")[1]}":`));
    assert.deepEqual(unknown, []);
  });

  it("takes a property that a later release adds", () => {
    assert.equal(valid({ ...report(), later: true }), true);
  });

  it("tells a report of another version", () => {
    assert.equal(valid({ ...report(), version: 2 }), false);
    assert.deepEqual(
      valid.errors?.map(({ instancePath }) => instancePath),
      ["/version"],
    );
  });

  it("demands what a report always has", () => {
    const { resources, ...rest } = stack("shop");
    valid({ ...report(), stacks: [rest] });
    assert.deepEqual(
      valid.errors?.map(({ instancePath, params }) => [instancePath, params.missingProperty]),
      [["/stacks/0", "resources"]],
    );
  });

  it("tells a time that is none", () => {
    valid(JSON.parse(json(hostile())));
    assert.deepEqual(
      valid.errors?.map(({ instancePath }) => instancePath),
      ["/time"],
    );
  });
});

describe("the JSON form", () => {
  it("is the report as it is, indented, with an end of line", () => {
    const text = json(incidents());
    assert.deepEqual(JSON.parse(text), incidents());
    assert.match(text, /^\{\n {2}"version": 1,\n/);
    assert.match(text, /[^\n]\n$/);
  });
});
