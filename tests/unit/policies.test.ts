/** What each policy must have before it can land: its places in the repository, and findings that are proven to be made. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { resourceRules } from "../../policypack/rules";
import { assertDeclared, isOfKind } from "../support/kinds";
import { described, pack } from "../support/policies";
import * as names from "../support/policy-names";
import type { Scenario } from "../support/scenario";

const root = join(__dirname, "../..");
/** The text of a file; that it lacks is told where a policy's places are compared. */
const read = (path: string) => {
  const file = join(root, path);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
};

/** The names in the first group of a pattern, one for each place where it matches. */
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = ""]) => name);

/** The names of policies that have a file of some kind. */
const filesIn = (folder: string, pattern: RegExp) =>
  readdirSync(join(root, folder)).flatMap((file) => all(file, pattern));

/** Where a policy must be, and which policies are there. */
const places: Readonly<Record<string, readonly string[]>> = {
  "a file `policypack/policies/<name>.ts`": filesIn("policypack/policies", /^([\w-]+)[.]ts$/g),
  "a page `docs/policies/<name>.md`": filesIn("docs/policies", /^(.+)[.]md$/g),
  "a test `tests/unit/policypack/policies/<name>.test.ts`": filesIn(
    "tests/unit/policypack/policies",
    /^(ecs-.+)[.]test[.]ts$/g,
  ),
  "a place in the pack: for a policy about the stack, in the list of `policypack/rules.ts`": pack.map(
    ({ name }) => name,
  ),
  "a line `- Policy …` in CHANGELOG.md": all(read("CHANGELOG.md"), /^- Policy `([\w-]+)`: ./gm),
  "an entry in `GuardrailsSettings` of `policypack/settings.ts`": all(
    read("policypack/settings.ts"),
    /^ {2}readonly "([\w-]+)"[?]: /gm,
  ),
  "a name in `tests/support/policy-names.ts`": Object.values(names),
};

const everywhere = [...new Set(Object.values(places).flat())].sort();

/** The texts that are written for one policy. */
function textsOf(policy: string): { where: string; text: string }[] {
  const files = [
    `policypack/policies/${policy}.ts`,
    `policypack/policies/${policy}.message.ts`,
    `docs/policies/${policy}.md`,
    `tests/unit/policypack/policies/${policy}.test.ts`,
  ].filter((path) => existsSync(join(root, path)));
  const line = new RegExp(`^- Policy \`${policy}\`: .*$`, "m").exec(read("CHANGELOG.md"))?.[0] ?? "";
  return [...files.map((path) => ({ where: path, text: read(path) })), { where: "CHANGELOG.md", text: line }];
}

describe("each policy has", () => {
  for (const [place, present] of Object.entries(places)) {
    it(place, () => assert.deepEqual([...present].sort(), everywhere));
  }

  it("nothing left to do", () => {
    const marks = everywhere.flatMap((policy) =>
      textsOf(policy).flatMap(({ where, text }) =>
        text
          .split("\n")
          .filter((line) => /\btodo\b/i.test(line))
          .map((line) => `${where}: ${line.trim()}`),
      ),
    );
    assert.deepEqual(marks, [], "write what is meant in these places");
  });
});

/** All findings that engine scenarios expect, as `policy id resource`. */
const ofScenarios = readdirSync(join(root, "tests/engine"))
  .map((name) => join(root, "tests/engine", name, "scenario.ts"))
  .filter((file) => existsSync(file))
  .flatMap((file) => (require(file) as { scenario: Scenario }).scenario.steps)
  .flatMap(({ finds = [] }) => finds);

/** All findings that headings over programs on the pages name, `id` or `policy id` before the resource. */
const ofPages = described.flatMap(({ name }) =>
  all(read(`docs/policies/${name}.md`), /^### ❌ (.*)$/gm).flatMap((heading) =>
    all(heading, /`([^`]+)` on `[^`]+`/g).map((id) => (id.includes(" ") ? id : `${name} ${id}`)),
  ),
);

/**
 * The ids that unit tests name as found: in texts of the policy's own test, at their beginning or after the policy, and
 * in messages.
 */
function idsInTests(policy: string): string[] {
  const folder = "tests/unit/policypack/policies";
  const id = '([a-z-]+(?:/[a-z0-9$][^\\s"`,]*)?)(?=["`, ])';
  const own = all(read(`${folder}/${policy}.test.ts`), new RegExp(`(?:["\`]|\\$\\{\\w+\\} )${id}`, "g"));
  const said = readdirSync(join(root, folder)).flatMap((file) =>
    all(read(`${folder}/${file}`), new RegExp(`Finding: ${id}`, "g")),
  );
  return [...own, ...said];
}

describe("the findings and questions of the policies", () => {
  const kinds = described.flatMap(({ findings, questions }) => [...findings, ...questions]);

  it("are of what somebody has met, in policies of single resources, which only reject", () => {
    for (const { findings } of resourceRules)
      for (const { evidence, id } of findings) assert.equal(evidence, "reported", id);
  });

  it("have ids that no other one has", () => {
    const stems = kinds.map(({ id }) => id.split("/")[0]);
    assert.deepEqual(
      stems.filter((stem, index) => stems.indexOf(stem) !== index),
      [],
    );
  });

  it("have ids that exemptions can name, with angle brackets around what changes", () => {
    for (const { id } of kinds) assert.match(id, /^[a-z-]+(\/<[a-z-]+>)*$/);
  });

  it("have evidence: somebody's report, or what AWS says", () => {
    for (const { id, evidence, sources } of described.flatMap(({ findings }) => findings)) {
      assert.ok(sources.length > 0, `${id} has no source`);
      for (const source of sources) assert.match(source, /^https:\/\//, id);
      const reports = sources.filter((source) => source.startsWith("https://github.com/"));
      assert.ok(evidence === "documented" || reports.length > 0, `${id} is reported, and names no report`);
    }
  });

  it("are declared, as far as engine scenarios and pages expect them", () => {
    for (const finding of [...ofScenarios, ...ofPages]) {
      const [policy = "", id = ""] = finding.split(" ");
      assertDeclared(policy, [id]);
    }
  });

  for (const { name, findings, questions } of described) {
    it(`are made in some test: those of ${name}`, () => {
      const expected = [...ofScenarios, ...ofPages].flatMap((finding) => {
        const [policy = "", id = ""] = finding.split(" ");
        return policy === name || policy === names.undetermined ? [id] : [];
      });
      const made = [...expected, ...idsInTests(name)];
      const missing = [...findings, ...questions].filter((kind) => !made.some((id) => isOfKind(id, kind)));
      assert.deepEqual(
        missing.map(({ id }) => id),
        [],
        "no program on a page, no engine scenario and no unit test finds them",
      );
    });
  }
});
