import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { documents } from "../../docs/scripts/tables";
import { type ConfigSchema, configMistakes, type RawConfig } from "../../policypack/verdicts/config";
import { codeBlocks } from "../support/documents";
import { described, pack } from "../support/policies";

const root = join(__dirname, "../..");
const folder = join(root, "docs/policies");

/** All configuration that documents show, but for messages of the pack, which only begin one. */
function shownConfigurations(): { where: string; policy: string; options: unknown }[] {
  const files = [
    "README.md",
    "docs/configuration.md",
    "docs/publishing.md",
    "policypack/README.md",
    ...readdirSync(folder).map((file) => `docs/policies/${file}`),
  ];
  return files.flatMap((file) =>
    codeBlocks(readFileSync(join(root, file), "utf8"), "json").flatMap((text) =>
      Object.entries(JSON.parse(text) as object).map(([policy, options]) => ({
        where: file,
        policy,
        options,
      })),
    ),
  );
}

const page = (policy: string) => readFileSync(join(folder, `${policy}.md`), "utf8");
const section = (text: string, heading: string) =>
  text.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";

describe("the tables of the policies", () => {
  for (const [path, rewrite] of documents(described, pack)) {
    it(`are in ${path} as the policies have it`, () => {
      const text = readFileSync(join(root, path), "utf8");
      assert.equal(text, rewrite(text), "`npm run docs` writes the tables anew");
    });
  }
});

describe("the pages of the policies", () => {
  it("show configuration that the policies take", () => {
    const shown = shownConfigurations();
    assert.ok(shown.length > 0);
    for (const { where, policy, options } of shown) {
      const schema = pack.find(({ name }) => name === policy)?.configSchema?.properties;
      assert.ok(schema, `${where}: ${policy}`);
      if (typeof options === "string") {
        assert.match(options, /^(advisory|mandatory|disabled)$/, where);
        continue;
      }
      const { enforcementLevel: _, ...own } = options as RawConfig;
      assert.deepEqual(configMistakes(own, schema as ConfigSchema), [], `${where}: ${policy}`);
    }
  });

  for (const { name, configSchema } of pack) {
    describe(name, () => {
      it("has what a reader looks for", () => {
        const headings = [...page(name).matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
        assert.deepEqual(headings, [
          "Why",
          "Examples",
          "How it decides",
          "Options",
          "Findings",
          "When not to use it",
          "Known limits",
          "Sources",
        ]);
      });

      it("lists the options of the schema with their defaults", () => {
        const rows = [...section(page(name), "Options").matchAll(/^\| `(\w+)` +\|[^|]*\| ([^|]*?) +\|/gm)];
        const listed = rows.map(([, option, byDefault]) => [option, byDefault]);
        const schema = Object.entries(configSchema?.properties ?? {}).map(
          ([option, { default: byDefault }]) => [
            option,
            typeof byDefault === "string" ? `\`${byDefault}\`` : "none",
          ],
        );
        assert.deepEqual(listed, schema);
      });
    });
  }
});
