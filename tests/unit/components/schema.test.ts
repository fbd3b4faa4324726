import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer";
import { apiDocumentation } from "../../../components/scripts/generate-api";

const folder = join(__dirname, "../../../components");
const components = ["FargateService", "ServiceConnectApplication"];

describe("the schema of the components", () => {
  // Reading the types of the AWS SDK takes seconds.
  it("can be made, so that every Pulumi language has them, and tells what each argument is", function () {
    this.timeout(120_000);
    const packageJson = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const schema = new Analyzer(folder, packageJson.name, packageJson, new Set(components)).analyze();
    assert.deepEqual(Object.keys(schema.components).sort(), components);
    const described = [
      ...Object.values(schema.components).flatMap(({ inputs, outputs }) => [inputs, outputs]),
      ...Object.values(schema.typeDefinitions).map(({ properties }) => properties ?? {}),
    ].flatMap((properties) => Object.entries(properties));
    assert.ok(described.length > 100);
    for (const [property, { description }] of described) assert.ok(description, property);
  });

  it("is what API.md tells; `node components/scripts/generate-api.js` writes it anew", function () {
    this.timeout(120_000);
    assert.equal(readFileSync(join(folder, "API.md"), "utf8"), apiDocumentation());
  });
});
