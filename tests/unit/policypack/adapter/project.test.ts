/** Of what a project's files tell, only what the CLI itself reads is certain. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { commandAbove } from "../../../../policypack/adapter/command";
import { languageInFolder, languageOfProject } from "../../../../policypack/adapter/project";
import { projectFolder } from "../../../../policypack/judging/records";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ecs-guardrails-project-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text = ""): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** Processes as Linux shows them, each the child of the next. */
function processes(...chain: readonly { name: string; cwd?: string; args?: string }[]): string {
  chain.forEach(({ name, cwd = ".", args = "preview" }, index) => {
    const place = `proc/${index === 0 ? process.ppid : `${process.ppid}${index}`}`;
    const parent = index === chain.length - 1 ? 0 : `${process.ppid}${index + 1}`;
    write(join(place, "status"), `Name:\t${name}\nUmask:\t0022\nPid:\t1\nPPid:\t${parent}\n`);
    write(join(place, "cmdline"), ["pulumi", ...args.split(" "), ""].join("\0"));
    symlinkSync(join(folder, cwd), join(folder, place, "cwd"));
  });
  return join(folder, "proc");
}

/** What is certain where the CLI works in the folder. */
function certain(file: string, name = "Pulumi.yaml"): string | undefined {
  write(name, file);
  const evidence = languageOfProject({ [projectFolder]: folder }, join(folder, "none"))("shop");
  return evidence?.isCertain ? evidence.language : evidence && `${evidence.language}?`;
}

describe("the language of a project", () => {
  const runtimes = { nodejs: "typescript", bun: "typescript", python: "python", go: "go" };
  for (const [runtime, expected] of Object.entries(runtimes)) {
    it(`is ${expected} by the runtime ${runtime}, in a line or as an object`, () => {
      assert.equal(certain(`name: shop\nruntime: ${runtime}\n`), expected);
      assert.equal(certain(`name: "shop" # ours\nruntime: '${runtime}'\n`), expected);
      assert.equal(
        certain(`name: shop\r\nruntime:\r\n  options:\r\n    x: y\r\n  name: ${runtime}\r\n`),
        expected,
      );
      rmSync(join(folder, "Pulumi.yaml"));
      assert.equal(certain(JSON.stringify({ name: "shop", runtime }), "Pulumi.json"), expected);
      assert.equal(
        certain(JSON.stringify({ name: "shop", runtime: { name: runtime } }), "Pulumi.json"),
        expected,
      );
    });
  }

  it("is not that of an option of the runtime", () => {
    const text =
      "name: shop\nruntime:\n  # ours\n\n  options:\n    name: python\n  name: go\nconfig:\n  name: yaml\n";
    assert.equal(certain(text), "go");
  });

  it("is C# for certain where the program's project is of C#", () => {
    assert.equal(certain("name: shop\nruntime: dotnet\n"), "csharp?");
    write("Shop.csproj");
    assert.equal(certain("name: shop\nruntime: dotnet\n"), "csharp");
    assert.equal(certain("name: shop\nruntime: dotnet\nmain: program\n"), "csharp?");
    write("program/Shop.csproj");
    assert.equal(certain("name: shop\nruntime: dotnet\nmain: program\n"), "csharp");
    write("program/Other.fsproj");
    assert.equal(certain("name: shop\nruntime: dotnet\nmain: program\n"), "csharp?");
  });

  it("is Java for certain where the program's sources are of Java", () => {
    assert.equal(certain("name: shop\nruntime: java\n"), "java?");
    write("src/main/java/App.java");
    assert.equal(certain("name: shop\nruntime: java\n"), "java");
    write("src/main/kotlin/App.kt");
    assert.equal(certain("name: shop\nruntime: java\n"), "java?");
  });

  it("is YAML for certain where nothing compiles to it", () => {
    assert.equal(certain("name: shop\nruntime: yaml\n"), "yaml");
    assert.equal(certain("name: shop\nruntime:\n  name: yaml\n"), "yaml");
    const options = { compiler: "cue export" };
    assert.equal(
      certain("name: shop\nruntime:\n  name: yaml\n  options:\n    compiler: cue export\n"),
      "yaml?",
    );
    rmSync(join(folder, "Pulumi.yaml"));
    assert.equal(
      certain(JSON.stringify({ name: "shop", runtime: { name: "yaml", options } }), "Pulumi.json"),
      "yaml?",
    );
  });

  it("is not that of another project, nor of one above it", () => {
    write("Pulumi.yaml", "name: shop\nruntime: python\n");
    write("office/Pulumi.yaml", "name: office\nruntime: go\n");
    mkdirSync(join(folder, "modules/web"), { recursive: true });
    const at = (place: string) => languageInFolder(join(folder, place))("shop");
    assert.deepEqual(at("modules/web"), { language: "python", isCertain: false });
    assert.equal(at("office"), undefined);
  });

  it("is not known where the file says nothing of it", () => {
    assert.equal(certain("name: shop\n"), undefined);
    assert.equal(certain("name: shop\nruntime: hcl\n"), undefined);
    assert.equal(certain("name: shop\nruntime: constructor\n"), undefined);
    assert.equal(certain("name: shop\nconfig:\n  name: python\n"), undefined);
    assert.equal(languageOfProject({}, join(folder, "none"))("shop"), undefined);
  });
});

describe("two projects of one name in different languages", () => {
  const language = (environment: NodeJS.ProcessEnv, chain: string) =>
    languageOfProject(environment, chain)("shop");

  beforeEach(() => {
    write("here/Pulumi.yaml", "name: shop\nruntime: python\n");
    write("there/Pulumi.yaml", "name: shop\nruntime: go\n");
  });

  it("are told apart by the folder in which the CLI works", () => {
    const chain = processes(
      { name: "pulumi-language" },
      { name: "pulumi", cwd: "there" },
      { name: "sh", cwd: "here" },
    );
    const environment = { PWD: join(folder, "here"), [projectFolder]: join(folder, "here") };
    assert.deepEqual(language(environment, chain), { language: "go", isCertain: true });
  });

  it("are told apart by what `ecs-guardrails preview` tells", () => {
    const environment = { PWD: join(folder, "here"), [projectFolder]: join(folder, "there") };
    assert.deepEqual(language(environment, processes({ name: "sh" })), { language: "go", isCertain: true });
  });

  it("leave a guess where only the shell's folder is known", () => {
    const environment = { PWD: join(folder, "here") };
    const chain = processes({ name: "sh" });
    assert.deepEqual(language(environment, chain), { language: "python", isCertain: false });
    assert.deepEqual(language({ ...environment, PULUMI_OPTION_CWD: "../there" }, chain), {
      language: "go",
      isCertain: false,
    });
  });

  it("leave a guess where a state is analyzed, which may be the other's", () => {
    const chain = processes({ name: "pulumi", cwd: "here", args: "policy analyze --file state.json" });
    assert.deepEqual(language({}, chain), { language: "python", isCertain: false });
  });
});

describe("the CLI above the pack", () => {
  it("is the nearest one, whatever is around it", () => {
    const chain = processes(
      { name: "node" },
      { name: "pulumi", cwd: "a" },
      { name: "node" },
      { name: "pulumi", cwd: "b" },
    );
    assert.deepEqual(commandAbove(chain), { folder: join(folder, "a"), runsProgram: true });
  });

  it("is not known where there is none, or where the system does not tell", () => {
    assert.equal(commandAbove(processes({ name: "pulumi-run" }, { name: "sh" })), undefined);
    assert.equal(commandAbove(join(folder, "none")), undefined);
    write(`proc/${process.ppid}/status`, "Name:\tpulumi\nPPid:\t0\n");
    rmSync(join(folder, `proc/${process.ppid}/cwd`));
    assert.equal(commandAbove(join(folder, "proc")), undefined);
  });
});
