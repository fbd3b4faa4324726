/** What docs/scan.md shows is what the command prints; `PICTURES=write` draws its picture anew. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../offline/workspace";
import { Folder } from "../../support/command";
import { codeBlocks } from "../../support/documents";
import { clientBeforeServer, readOnTaskRole, resource, stateOf } from "../../support/states";

const document = readFileSync(join(root, "docs/scan.md"), "utf8");
const picture = join(root, "docs/pictures/services.svg");

const [scanned = "", ordered = ""] = codeBlocks(document, "text");

describe("docs/scan.md", function () {
  this.timeout("30s");

  let folder: Folder;

  before(() => {
    const jobs = JSON.stringify(stateOf([resource("aws:sqs/queue:Queue", "jobs")]));
    folder = new Folder({
      "states/shop.json": stateOf([...readOnTaskRole(), ...clientBeforeServer()]),
      "states/jobs.json": jobs.replaceAll("::shop::", "::jobs::"),
    });
  });

  after(() => folder.remove());

  it("shows what scan prints", async () => {
    const { stdout } = await folder.run(["scan", "states"]);
    assert.equal(scanned.trim(), stdout.trim());
  });

  it("shows what graph prints", async () => {
    const { stdout } = await folder.run(["graph", "states/shop.json"]);
    assert.equal(ordered.trim(), stdout.trim());
  });

  it("has the picture that graph draws", async () => {
    const { stdout } = await folder.run(["graph", "states/shop.json", "--svg", "-"]);
    if (process.env.PICTURES === "write") {
      mkdirSync(join(root, "docs/pictures"), { recursive: true });
      writeFileSync(picture, stdout);
    }
    assert.ok(existsSync(picture), "there is none");
    assert.equal(readFileSync(picture, "utf8"), stdout);
  });

  it("names options that there are, and all forms", async () => {
    const commands = ["scan", "preview", "graph"];
    const help = await Promise.all(commands.map(async (name) => (await folder.run([name, "--help"])).stdout));
    const has = (option: string) => help.some((text) => new RegExp(`^ .*${option}\\b`, "m").test(text));
    const ofPulumi = ["--show-secrets", "--policy-pack-config"];
    const named = new Set([...document.matchAll(/(?<=[` (])--[a-z-]+[a-z]/g)].map(([option]) => option));
    assert.deepEqual(
      [...named].filter((option) => !has(option) && !ofPulumi.includes(option)),
      [],
    );
    for (const text of help)
      for (const [, option = ""] of text.matchAll(/^ {2}(?:-., )?(--[a-z-]+)/gm))
        assert.ok(named.has(option) || option === "--help", `${option} is not told of`);
  });
});
