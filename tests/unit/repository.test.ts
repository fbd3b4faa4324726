import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { codeBlocks } from "../support/documents";

const root = join(__dirname, "../..");

interface Locked {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

describe("the lock file", () => {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
    packages: Readonly<Record<string, Locked>>;
  };

  // `npm install` leaves out what its registry does not have, and then `npm ci` refuses the file everywhere.
  it("has the packages of all platforms", () => {
    for (const { optionalDependencies = {} } of Object.values(packages)) {
      for (const name of Object.keys(optionalDependencies)) {
        assert.ok(Object.hasOwn(packages, `node_modules/${name}`), name);
      }
    }
  });

  it("names no registry", () => {
    for (const [name, { resolved = "" }] of Object.entries(packages))
      assert.doesNotMatch(resolved, /:\/\//, name);
  });
});

for (const file of ["CONTRIBUTING.md", "tests/README.md"]) describe(file, () => namesWhatThereIs(file));

function namesWhatThereIs(file: string) {
  const text = readFileSync(join(root, file), "utf8");
  const blocks = codeBlocks(text, "sh").flatMap((block) => block.trim().split("\n"));
  const inline = [...text.replaceAll(/^```[\s\S]*?^```$/gm, "").matchAll(/`([^`\n]+)`/g)];
  const code = [...blocks, ...inline.map(([, words = ""]) => words)];

  it("names files and folders that there are", () => {
    const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path = ""]) => path);
    // `tests/engine/<name>/` stands for what is in `tests/engine/`.
    const paths = code
      .flatMap((words) => words.split(" "))
      .filter((word) => word.includes("/") && !word.startsWith("<"))
      .map((word) => word.split("<")[0] ?? "");
    assert.ok(links.length + paths.length > 0);
    const places = [join(root, dirname(file)), root, join(root, "node_modules")];
    const missing = [...links, ...paths].filter(
      (path) =>
        !places.some((place) => existsSync(join(place, path)) || existsSync(join(place, `${path}.js`))),
    );
    assert.deepEqual(missing, []);
  });

  it("names scripts and checks that there are", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const checks = readFileSync(join(root, "offline/test.js"), "utf8").matchAll(/^ {2}(\w+): \[/gm);
    const known = [...Object.keys(scripts), ...[...checks].map(([, check]) => `test -- ${check}`)];
    const named = code.flatMap((words) =>
      [...words.matchAll(/\bnpm (?:run ([\w:-]+)|(test(?: -- \w+)?|start))/g)].map(
        ([, script, other]) => script ?? other ?? "",
      ),
    );
    assert.ok(named.length > 0);
    assert.deepEqual(
      named.filter((name) => !known.includes(name)),
      [],
    );
  });
}
