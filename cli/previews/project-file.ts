/** Finds the file of the project that a preview is made of, for annotations. */
import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

/** Relative to the root of its repository, with `/` between folders; undefined where there is none. */
export function projectFile(args: readonly string[], folder: string): string | undefined {
  const file = above(resolve(folder, workingFolder(args) ?? "."), [
    "Pulumi.yaml",
    "Pulumi.yml",
    "Pulumi.json",
  ]);
  if (file === undefined) return undefined;
  const root = above(dirname(file), [".git"]);
  return relative(root === undefined ? folder : dirname(root), file)
    .split(sep)
    .join("/");
}

/** `--cwd FOLDER`, in one of its forms. */
function workingFolder(args: readonly string[]): string | undefined {
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
