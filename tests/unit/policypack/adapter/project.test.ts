import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { languageOfProject } from "../../../../policypack/adapter/project";

describe("the language of a project", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ecs-guardrails-project-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const language = (file: string, at = ".", name = "shop") => {
    writeFileSync(join(folder, "Pulumi.yaml"), file);
    mkdirSync(join(folder, at), { recursive: true });
    return languageOfProject({ PWD: join(folder, at) })(name);
  };

  const runtimes = {
    nodejs: "typescript",
    python: "python",
    go: "go",
    dotnet: "csharp",
    java: "java",
    yaml: "yaml",
  };
  for (const [runtime, expected] of Object.entries(runtimes)) {
    it(`is ${expected} by the runtime ${runtime}, in a line or as an object`, () => {
      assert.equal(language(`name: shop\nruntime: ${runtime}\n`), expected);
      assert.equal(language(`name: "shop" # ours\nruntime: '${runtime}'\n`), expected);
      assert.equal(
        language(`name: shop\r\nruntime:\r\n  options:\r\n    x: y\r\n  name: ${runtime}\r\n`),
        expected,
      );
    });
  }

  it("shows in a folder below it", () => {
    assert.equal(language("name: shop\nruntime: python\n", "modules/web"), "python");
  });

  it("is not that of another project", () => {
    assert.equal(language("name: office\nruntime: python\n"), undefined);
  });

  it("is not known where the file says nothing of it", () => {
    assert.equal(language("name: shop\n"), undefined);
    assert.equal(language("name: shop\nruntime: hcl\n"), undefined);
    assert.equal(language("name: shop\nconfig:\n  name: python\n"), undefined);
    assert.equal(languageOfProject({})("shop"), undefined);
    assert.equal(languageOfProject({ PWD: "relative" })("shop"), undefined);
  });
});
