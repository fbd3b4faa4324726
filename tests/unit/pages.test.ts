import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { policies } from "../../policypack/adapter/pack";
import { rules } from "../../policypack/rules";
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
            Array.isArray(byDefault) ? "none" : `\`${byDefault}\``,
          ],
        );
        assert.deepEqual(listed, schema);
      });
    });
  }
});
