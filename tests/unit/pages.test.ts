import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { policies } from "../../policypack/adapter/pack";
import { rules } from "../../policypack/rules";
import { type ConfigSchema, configMistakes, type RawConfig } from "../../policypack/verdicts/config";
import { codeBlocks } from "../support/documents";
import { type Scenario, undetermined } from "../support/scenario";

const root = join(__dirname, "../..");
const folder = join(root, "docs/policies");
const pack = policies(rules);

/** All findings that scenarios expect: policy, finding id, resource. */
function expectedFindings(): string[] {
  const scenarios = join(root, "tests/engine");
  return readdirSync(scenarios)
    .map((name) => join(scenarios, name, "scenario.ts"))
    .filter((file) => existsSync(file))
    .flatMap((file) => (require(file) as { scenario: Scenario }).scenario.steps)
    .flatMap(({ finds = [] }) => finds);
}

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

describe("the pages of the policies", () => {
  it("are one for each policy of the pack", () => {
    const pages = readdirSync(folder).map((file) => basename(file, ".md"));
    assert.deepEqual(pages.sort(), pack.map(({ name }) => name).sort());
  });

  it("are in the README's table, with the level", () => {
    const readme = readFileSync(join(root, "README.md"), "utf8");
    for (const { name, enforcementLevel } of pack) {
      assert.match(
        readme,
        new RegExp(`\\| \\[${name}\\]\\(docs/policies/${name}\\.md\\) +\\| ${enforcementLevel} `),
      );
    }
  });

  it("list every finding id", () => {
    const all = pack.map(({ name }) => section(page(name), "Findings")).join("\n");
    for (const [policy = "", id = ""] of expectedFindings().map((finding) => finding.split(" "))) {
      const known = policy === undetermined ? all : section(page(policy), "Findings");
      assert.match(known, new RegExp(`^\\| \`${id.split("/")[0]}[/\`]`, "m"), `${policy} ${id}`);
    }
  });

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
