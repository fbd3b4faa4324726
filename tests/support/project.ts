/** Projects in a workspace, with programs in JavaScript: compiling one at each run takes a fourth of a preview's time. */
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { convertCompilerOptionsFromJson, readConfigFile, sys, transpileModule } from "typescript";
import { root, type Workspace } from "../../offline/workspace";

const { config } = readConfigFile(join(root, "tsconfig.base.json"), sys.readFile);
const { options: compilerOptions } = convertCompilerOptionsFromJson(
  { ...config.compilerOptions, sourceMap: false },
  root,
);

/** A project outside the repository that finds the repository's packages; a step's `source` is its program. */
export function newProject({ folder }: Workspace, name: string): string {
  const project = join(folder, name);
  mkdirSync(project);
  findPackages(project, name);
  writeFileSync(
    join(project, "Pulumi.yaml"),
    "name: scenarios\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
  );
  return project;
}

/** Puts a program into a project; it stays TypeScript where the project does not say `typescript: false`. */
export function writeProgram(project: string, source: string): void {
  if (isJavaScript(project)) writeFileSync(join(project, "index.js"), toJavaScript(source));
  else writeFileSync(join(project, "index.ts"), source);
}

export function isJavaScript(project: string): boolean {
  return /^ *typescript: false$/m.test(readFileSync(join(project, "Pulumi.yaml"), "utf8"));
}

/** A copy of folders of `tests/`, with programs in JavaScript. */
export function copyOfTests({ folder }: Workspace, ...names: readonly string[]): string {
  const copy = join(folder, "tests");
  for (const name of names) compileInto(join(copy, name), join(root, "tests", name));
  findPackages(copy, "tests");
  return copy;
}

function compileInto(to: string, from: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) compileInto(target, source);
    else if (entry.name.endsWith(".ts"))
      writeFileSync(target.replace(/ts$/, "js"), toJavaScript(readFileSync(source, "utf8")));
    else cpSync(source, target);
  }
}

function toJavaScript(source: string): string {
  return transpileModule(source, { compilerOptions }).outputText;
}

function findPackages(folder: string, name: string): void {
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name }));
}
