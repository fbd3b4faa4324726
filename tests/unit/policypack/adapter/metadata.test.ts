import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PropertySchema } from "../../../../policypack/verdicts/config";
import { pack } from "../../../support/policies";

const folder = join(__dirname, "../../../../policypack");
const { homepage } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { homepage: string };

/** What a form made from the schema would lack: a label, an explanation, or fields for what can be entered. */
function formFaults(where: string, schema: PropertySchema): string[] {
  const { title, description, type, items, properties, required = [], additionalProperties } = schema;
  const faults = [
    ...(title.trim() === "" ? ["has no title"] : []),
    ...(description.trim() === "" ? ["has no description"] : []),
  ];
  if (type === "array" && !items) faults.push("is a list of anything");
  if (type === "object") {
    const names = Object.keys(properties ?? {});
    if (names.length === 0) faults.push("has no fields");
    if (additionalProperties !== false) faults.push("takes fields that it does not name");
    for (const name of required)
      if (!names.includes(name)) faults.push(`requires ${name} and has no such field`);
  }
  return [
    ...faults.map((fault) => `${where} ${fault}`),
    ...(items ? formFaults(`${where}[]`, items) : []),
    ...Object.entries(properties ?? {}).flatMap(([name, property]) =>
      formFaults(`${where}.${name}`, property),
    ),
  ];
}

describe("the metadata of the policies", () => {
  for (const policy of pack) {
    describe(policy.name, () => {
      it("says all that Pulumi Cloud shows", () => {
        const { displayName, description, severity, framework, tags, remediationSteps } = policy;
        const texts = { displayName, description, severity, remediationSteps, ...framework };
        assert.deepEqual(Object.keys(texts), [
          "displayName",
          "description",
          "severity",
          "remediationSteps",
          "name",
          "version",
          "reference",
          "specification",
        ]);
        for (const [key, text] of Object.entries(texts)) assert.match(text ?? "", /\w/, key);
        assert.match(remediationSteps ?? "", /\.$/);
        assert.ok(tags !== undefined && tags.length > 0 && new Set(tags).size === tags.length);
        for (const tag of tags) assert.match(tag, /^[a-z]+(-[a-z]+)*$/);
      });

      it("gives the address of its section in the README of the package", () => {
        assert.equal(policy.url, `${homepage}#${policy.name}`);
      });

      it("has options of which a form can be made, each with its default", () => {
        const properties = Object.entries(policy.configSchema?.properties ?? {});
        const schemas = properties as [string, PropertySchema][];
        assert.deepEqual(
          schemas.flatMap(([name, schema]) => formFaults(name, schema)),
          [],
        );
        assert.deepEqual(
          schemas.filter(([, schema]) => schema.default === undefined).map(([name]) => name),
          [],
        );
      });
    });
  }
});
