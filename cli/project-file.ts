/** Finds the file of a project, on which code scanning and annotations show what is found in its stacks. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

const names = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/**
 * That of a preview, relative to the root of its repository, with `/` between folders; undefined where there is none.
 * @param args those of `pulumi preview`
 */
export function projectFileOf(args: readonly string[], folder: string): string | undefined {
  const file = above(workingFolder(args, folder), names);
  return file === undefined ? undefined : inRepository(file, folder);
}

/** The project in whose folder a command is run, and its file as above; undefined where there is none with a name. */
export function projectAt(folder: string): { readonly name: string; readonly file: string } | undefined {
  const file = above(resolve(folder), names);
  if (file === undefined) return undefined;
  const [, name] = /^\s*"?name"?\s*:\s*["']?([^"'\s,#]+)/m.exec(readFileSync(file, "utf8")) ?? [];
  return name === undefined ? undefined : { name, file: inRepository(file, folder) };
}

function inRepository(file: string, folder: string): string {
  const root = above(dirname(file), [".git"]);
  return relative(root === undefined ? folder : dirname(root), file)
    .split(sep)
    .join("/");
}

/** Where `pulumi preview` works with these arguments: each option of the CLI can be a variable, too. */
export function workingFolder(args: readonly string[], folder: string): string {
  return resolve(folder, namedFolder(args) ?? (process.env.PULUMI_OPTION_CWD || "."));
}

/** `--cwd FOLDER`, in one of its forms. */
function namedFolder(args: readonly string[]): string | undefined {
  for (const [index, arg] of args.entries()) {
    if (arg === "--cwd" || arg === "-C") return args[index + 1];
    const [, folder] = /^(?:--cwd=|-C=?)(.+)$/.exec(arg) ?? [];
    if (folder !== undefined) return folder;
  }
  return undefined;
}

function above(folder: string, names: readonly string[]): string | undefined {
  const found = names.map((name) => join(folder, name)).find((file) => existsSync(file));
  if (found !== undefined) return found;
  const parent = dirname(folder);
  return parent === folder ? undefined : above(parent, names);
}
