/** What messages offer in Python runs with Pulumi's own packages for Python, which are installed once into the cache. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { python } from "../../policypack/code/python";
import { piecesOffered } from "../support/offered-code";

const { dependencies } = require("../../package.json") as { dependencies: Record<string, string> };
const cache = process.env.ECS_GUARDRAILS_CACHE ?? join(homedir(), ".cache/ecs-guardrails");
const folder = join(cache, "languages/python");
const interpreter = join(folder, "bin/python");

function run(command: string, args: readonly string[], input = ""): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    input,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  assert.equal(status, 0, `${command} ${args.join(" ")}: ${error?.message ?? stderr}`);
  return stdout;
}

describe("what messages offer in Python", () => {
  before(function () {
    this.timeout(600_000);
    if (!existsSync(interpreter)) run("python3", ["-m", "venv", folder]);
    const packages = { pulumi: dependencies["@pulumi/pulumi"], pulumi_aws: dependencies["@pulumi/aws"] };
    const wanted = Object.entries(packages).map(([name, version]) => `${name}==${version}`);
    run(interpreter, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...wanted]);
  });

  it("runs", () => {
    const pieces = piecesOffered().map((piece) => ({
      kind: piece.kind,
      code: python.lines(piece).join("\n"),
    }));
    const answers: (string | null)[] = JSON.parse(
      run(interpreter, [join(__dirname, "run_pieces.py")], JSON.stringify(pieces)),
    );
    assert.equal(answers.length, pieces.length);
    assert.deepEqual(
      answers.filter((answer) => answer !== null),
      [],
    );
  }).timeout(300_000);
});
