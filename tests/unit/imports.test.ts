/** The rules of `.dependency-cruiser.js`, on a small repository: sound, and with a mistake for each of them. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { forbidden } from "../../.dependency-cruiser";

const root = join(__dirname, "../..");

/** The text of files by their paths. */
type Files = Readonly<Record<string, string>>;

const sound: Files = {
  "node_modules/@pulumi/aws/index.js": "",
  "node_modules/@pulumi/policy/index.js": "",
  "policypack/index.ts": 'import "@pulumi/policy"; import "./rules"; import "./adapter/pack";',
  "policypack/rules.ts": "",
  "policypack/adapter/pack.ts":
    'import "@pulumi/policy"; import "../policies/first"; import "../policies/second";',
  "policypack/policies/first.ts": 'import "./first.message"; import "../model/model";',
  "policypack/policies/first.message.ts": 'import type {} from "../access/roles";',
  "policypack/policies/second.ts": "",
  "policypack/model/model.ts": 'import "../access/roles";',
  "policypack/access/roles.ts": 'import "../stack/values";',
  "policypack/stack/values.ts": 'import "node:util"; import "../iam/globs"; import "../iam/answers";',
  "policypack/iam/globs.ts": 'import "./answers";',
  "policypack/iam/answers.ts": "",
  "policypack/scripts/generate.js": 'require("../bin/iam/globs");',
  "policypack/bin/iam/globs.js": "",
  "components/index.ts": 'import "@pulumi/aws"; import "./calls";',
  "components/calls.ts": "",
  "policypack/bin/judging.js": "",
  "cli/main.ts": 'import "../policypack/bin/judging"; import "./report/report"; import "./forms/json";',
  "cli/forms/json.ts": 'import type {} from "../report/report"; import "../terminal";',
  "cli/report/report.ts": "",
  "cli/terminal.ts": "",
  "offline/start.js": "",
  "stacks/index.ts": 'import "../components/index";',
  "tests/first.test.ts": 'import "../policypack/iam/globs"; import "./support";',
  "tests/support.ts": "",
};

/** What a file has beside that, the rule that it breaks, and the module with which it does. */
const mistakes: readonly (readonly [rule: string, file: string, text: string, module: string])[] = [
  ["no-circles", "components/calls.ts", 'import type {} from "./index";', "components/index.ts"],
  ["imports-exist", "stacks/index.ts", 'import "./nowhere";', "./nowhere"],
  [
    "stack-imports-from-below",
    "policypack/stack/values.ts",
    'import type {} from "../ecs/services";',
    "policypack/ecs/services.ts",
  ],
  [
    "adapter-imports-from-below",
    "policypack/adapter/pack.ts",
    'import type {} from "../rules";',
    "policypack/rules.ts",
  ],
  ["folders-are-rooms", "policypack/index.ts", 'import "./helpers/text";', "policypack/helpers/text.ts"],
  [
    "files-are-used",
    "policypack/secrets/unused.ts",
    'import "../iam/globs";',
    "policypack/secrets/unused.ts",
  ],
  ["iam-stands-alone", "policypack/iam/globs.ts", 'import "node:path";', "path"],
  [
    "adapter-alone-knows-pulumi-policy",
    "policypack/policies/first.message.ts",
    'import type {} from "@pulumi/policy";',
    "node_modules/@pulumi/policy/index.js",
  ],
  [
    "pack-goes-without-pulumi-aws",
    "policypack/adapter/pack.ts",
    'import "@pulumi/aws";',
    "node_modules/@pulumi/aws/index.js",
  ],
  [
    "policies-stand-alone",
    "policypack/policies/second.ts",
    'import "./first.message";',
    "policypack/policies/first.message.ts",
  ],
  ["packages-stand-alone", "components/index.ts", 'import "../offline/start";', "offline/start.js"],
  ["packages-stand-alone", "policypack/rules.ts", 'import "../components/index";', "components/index.ts"],
  [
    "cli-asks-the-pack",
    "cli/main.ts",
    'import "../policypack/bin/iam/globs";',
    "policypack/bin/iam/globs.js",
  ],
  ["forms-are-made-of-the-report", "cli/forms/json.ts", 'import "../settings";', "cli/settings.ts"],
  [
    "tests-come-last",
    "offline/start.js",
    '/** @type {import("../tests/support").Pack} */',
    "tests/support.ts",
  ],
];

const broken: Record<string, string> = {
  ...sound,
  "cli/settings.ts": "",
  "policypack/ecs/services.ts": "",
  "policypack/helpers/text.ts": "",
};
for (const [, file, text] of mistakes) broken[file] = `${broken[file] ?? ""}\n${text}`;

/** The violations in a repository of these files: the rule, the file, and the module that it may not import. */
function violations(files: Files): string[] {
  const folder = mkdtempSync(join(tmpdir(), "imports-"));
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const program = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
    const rules = join(root, ".dependency-cruiser.js");
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [program, "--config", rules, "--output-type", "json", "."],
      { cwd: folder, encoding: "utf8" },
    );
    assert.equal(stderr, "");
    const found: { rule: { name: string }; from: string; to: string }[] =
      JSON.parse(stdout).summary.violations;
    return found.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("the rules about imports", function () {
  this.timeout(60_000);

  it("let a sound repository pass", () => {
    assert.deepEqual(violations(sound), []);
  });

  it("find each mistake", () => {
    const expected = mistakes.map(([rule, file, , module]) => `${rule}: ${file} → ${module}`);
    assert.deepEqual(violations(broken), expected.sort());
  });

  it("have a mistake each, but for those of the rooms, which are made alike", () => {
    const alike = /-imports-from-below$/;
    const names = forbidden?.map(({ name = "" }) => name).filter((name) => !alike.test(name));
    const made = mistakes.map(([rule]) => rule).filter((rule) => !alike.test(rule));
    assert.deepEqual([...new Set(made)].sort(), names?.sort());
  });
});
