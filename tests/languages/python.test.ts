/** What messages offer in Python runs with Pulumi's own packages for Python, which are installed once into the cache. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { python } from "../../policypack/code/python";
import { formsOffered } from "../support/offered-code";
import { oddPieces } from "./pieces";
import { cacheFor, needs, run } from "./tools";

const { dependencies } = require("../../package.json") as { dependencies: Record<string, string> };
const folder = cacheFor("python");
const interpreter = join(folder, "bin/python");

describe("what messages offer in Python", () => {
  before(function () {
    this.timeout(600_000);
    needs(this, "Python", { python3: "--version" });
    if (!existsSync(interpreter)) run("python3", ["-m", "venv", folder]);
    const packages = { pulumi: dependencies["@pulumi/pulumi"], pulumi_aws: dependencies["@pulumi/aws"] };
    const wanted = Object.entries(packages).map(([name, version]) => `${name}==${version}`);
    run(interpreter, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...wanted]);
  });

  it("runs", async () => {
    const all = [...(await formsOffered()), ...oddPieces];
    const pieces = all.map((piece) => ({
      kind: piece.kind,
      code: python.lines(piece).join("\n"),
    }));
    const answers: (string | null)[] = JSON.parse(
      run(interpreter, [join(__dirname, "run_pieces.py")], { input: JSON.stringify(pieces) }),
    );
    assert.equal(answers.length, pieces.length);
    assert.deepEqual(
      answers.filter((answer) => answer !== null),
      [],
    );
  }).timeout(300_000);
});
