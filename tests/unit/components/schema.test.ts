import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { apiDocumentation, readSchema } from "../../../components/scripts/generate-api";

const folder = join(__dirname, "../../../components");
const components = [
  "EcsNetwork",
  "FargateService",
  "OneOffTask",
  "QueueWorker",
  "ScheduledTask",
  "ServiceConnectApplication",
];

describe("the schema of the components", () => {
  let schema: ReturnType<typeof readSchema>;
  before(function () {
    this.timeout(120_000);
    schema = readSchema();
  });

  it("can be made, so that every Pulumi language has them, and tells what each argument is", () => {
    assert.deepEqual(Object.keys(schema.components).sort(), components);
    const described = [
      ...Object.values(schema.components).flatMap(({ inputs, outputs }) => [inputs, outputs]),
      ...Object.values(schema.typeDefinitions).map(({ properties }) => properties ?? {}),
    ].flatMap((properties) => Object.entries(properties));
    assert.ok(described.length > 100);
    for (const [property, { description }] of described) assert.ok(description, property);
  });

  it("is what API.md tells; `node components/scripts/generate-api.js` writes it anew", () => {
    assert.equal(readFileSync(join(folder, "API.md"), "utf8"), apiDocumentation(schema));
  });
});
