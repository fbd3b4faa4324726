/** `npm run new:policy`, in a copy of what it reads and writes. */
import assert from "node:assert/strict";
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "../..");
const copied = [
  ".gitignore",
  "biome.json",
  "CHANGELOG.md",
  "docs",
  "package.json",
  "policypack",
  "README.md",
  "tests/support/policy-names.ts",
  "tests/unit/policypack/guardrails.test.ts",
  "tests/unit/policypack/policies",
  "tsconfig.base.json",
];

describe("npm run new:policy", function () {
  this.timeout(180_000);

  const folder = mkdtempSync(join(tmpdir(), "new-policy-"));
  const read = (path: string) => readFileSync(join(folder, path), "utf8");
  const node = (...args: string[]): SpawnSyncReturns<string> =>
    spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  const newPolicy = (...args: string[]) => node("policypack/scripts/new-policy.js", ...args);

  before(() => {
    const isCompiled = /[/\\]bin$|[.]tsbuildinfo$/;
    for (const path of copied)
      cpSync(join(root, path), join(folder, path), {
        recursive: true,
        filter: (file) => !isCompiled.test(file),
      });
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const name of ["tasks-run", "ecs-", "ecs-Tasks", "ecs-tasks_run", "ecs-2-tasks", "ecs-../tasks", ""]) {
    it(`refuses the name "${name}"`, () => {
      const { status, stderr } = newPolicy(name);
      assert.equal(status, 1);
      assert.match(stderr, /^usage: /);
    });
  }

  it("refuses a policy that there is", () => {
    const { status, stderr } = newPolicy("ecs-outputs-are-not-text");
    assert.equal(status, 1);
    assert.match(stderr, /^there is policypack\/policies\/ecs-outputs-are-not-text\.ts, /);
  });

  it("makes one that compiles, is formatted, and stands in each place", () => {
    const made = newPolicy("ecs-tasks-run");
    assert.equal(made.status, 0, made.stderr);
    assert.match(made.stdout, /What to do next:/);
    assert.ok(existsSync(join(folder, "policypack/bin/policies/ecs-tasks-run.js")), "it is not compiled");
    for (const [path, text] of [
      [
        "policypack/policies/ecs-tasks-run.ts",
        'export const ecsTasksRun: StackRule = {\n  name: "ecs-tasks-run",',
      ],
      ["policypack/rules.ts", "  ecsTasksRun,\n"],
      ["policypack/settings.ts", '  readonly "ecs-tasks-run"?: EnforcementLevel | PresumingSettings;\n'],
      ["docs/policies/ecs-tasks-run.md", "| `todo/<service>` | TODO"],
      ["README.md", "| [ecs-tasks-run](docs/policies/ecs-tasks-run.md) "],
      ["policypack/README.md", "### ecs-tasks-run\n"],
      ["tests/unit/policypack/policies/ecs-tasks-run.test.ts", 'describe("ecs-tasks-run", () => {'],
      ["tests/support/policy-names.ts", 'export const tasksRun = "ecs-tasks-run";\n'],
      ["tests/unit/policypack/guardrails.test.ts", '  "ecs-tasks-run": {'],
      ["CHANGELOG.md", "\n- Policy `ecs-tasks-run`: TODO"],
    ] as const)
      assert.ok(read(path).includes(text), `${path} does not hold ${text}`);
    const biome = node(
      "node_modules/@biomejs/biome/bin/biome",
      "check",
      "--vcs-enabled=false",
      "--error-on-warnings",
      "policypack/policies",
      "policypack/rules.ts",
      "policypack/settings.ts",
      "tests",
    );
    assert.equal(biome.status, 0, biome.stdout + biome.stderr);
  });
});
