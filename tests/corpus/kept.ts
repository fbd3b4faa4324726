/**
 * Verdicts of runs on this machine, so that one that was interrupted goes on where it was, and another runs only what
 * has changed since: a program, its truth, what it is made of, the compiled pack, the stand-in provider, a package.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../offline/workspace";
import { type Program, programsFolder } from "./truth";
import type { Verdicts } from "./verdicts";

const folder = join(root, "reports/corpus");

/** What verdicts of any program depend on: files, and folders with all that is in them. */
const parts = [
  "policypack/bin",
  "policypack/PulumiPolicy.yaml",
  "offline",
  "package-lock.json",
  "tests/engine/programs.ts",
  ...["index.ts", "parts.ts", "platform.ts", "verdicts.ts"].map((file) => `tests/corpus/${file}`),
];

/** Keeps verdicts by digests of all that they depend on. */
export class KeptVerdicts {
  private readonly common = digest(...parts.flatMap((part) => contents(join(root, part))));

  find(program: Program): Verdicts | undefined {
    const file = this.file(program);
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
  }

  keep(program: Program, verdicts: Verdicts): void {
    const file = this.file(program);
    mkdirSync(folder, { recursive: true });
    // Nobody reads one that is written by half.
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(verdicts));
    renameSync(`${file}.${process.pid}`, file);
  }

  private file(program: Program): string {
    const source = readFileSync(join(programsFolder, `${program.id}.ts`), "utf8");
    return join(folder, `${digest(this.common, source, JSON.stringify(program))}.json`);
  }
}

function contents(path: string): string[] {
  if (/[.](map|d[.]ts|tsbuildinfo)$/.test(path)) return [];
  if (/[.]\w+$/.test(path)) return [readFileSync(path, "utf8")];
  return readdirSync(path)
    .sort()
    .flatMap((entry) => contents(join(path, entry)));
}

function digest(...texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text).update("\0");
  return hash.digest("hex").slice(0, 32);
}
