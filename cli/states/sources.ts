/** Where states come from: files, folders of them, or the stacks of a backend. */
import { createReadStream, type Dirent, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { basename, join, resolve, sep } from "node:path";
import { isSystemError, messageOf, UsageError } from "../errors";
import { exportOf } from "./backend";

/** A state that can be read, by this process or another one. */
export type Source =
  | { readonly kind: "file"; readonly path: string }
  | {
      readonly kind: "stack";
      readonly name: string;
      readonly decrypt: boolean;
    };

/** How people know it. */
export function labelOf(source: Source): string {
  return source.kind === "file" ? source.path : source.name;
}

/** Its bytes; what goes wrong is thrown while they are read. */
export function bytesOf(source: Source): AsyncIterable<Buffer> {
  return source.kind === "file"
    ? createReadStream(source.path, { highWaterMark: chunkSize })
    : exportOf(source.name, source.decrypt);
}

/** In bytes; the parser takes pieces of this size fast. */
const chunkSize = 256 * 1024;

/**
 * The states in files, and in folders with all that is below them.
 * @throws {UsageError} naming what is not there
 */
export function filesIn(paths: readonly string[]): Source[] {
  const found = paths.flatMap((path) => (isFolder(path) ? statesBelow(path) : [path]));
  if (found.length === 0)
    throw new UsageError(
      `There is no state in ${paths.join(", ")}: files ending in .json are looked for, as \`pulumi stack export --file\` writes them.`,
    );
  return [...new Set(found)].map((path) => ({ kind: "file", path }));
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    if (isSystemError(error, "ENOENT"))
      throw new UsageError(`There is no ${path}. Name exported states, or folders that hold some.`);
    throw new UsageError(`${path} cannot be read: ${messageOf(error)}`);
  }
}

/** What a path leads to; undefined where that is nothing that can be looked at. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** A backend of files is such a folder: it keeps states in one of its folders, their history and copies in others. */
const backend = ".pulumi";

function statesBelow(folder: string): string[] {
  return basename(resolve(folder)) === backend ? statesOfBackend(folder) : filesBelow(folder);
}

function statesOfBackend(folder: string): string[] {
  const states = join(folder, "stacks");
  return statOf(states)?.isDirectory() ? filesBelow(states) : [];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort(byName)
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      // A link counts as what it leads to; one that leads nowhere is told of when it is read.
      const found = statOf(path);
      if (found?.isDirectory() && entry.name === backend) return statesOfBackend(path);
      if (found?.isDirectory()) return isForeign(entry) || isWithin(path, folder) ? [] : filesBelow(path);
      return /\.json(\.gz)?$/.test(entry.name) && found?.isFile() !== false ? [path] : [];
    });
}

/** Whether a link leads to a folder that it is in itself. */
function isWithin(path: string, folder: string): boolean {
  const inner = `${realpathSync(folder)}${sep}`;
  return inner.startsWith(`${realpathSync(path)}${sep}`);
}

function isForeign({ name }: Dirent): boolean {
  return name === "node_modules" || name === ".git";
}

function byName({ name: one }: Dirent, { name: other }: Dirent): number {
  return one < other ? -1 : 1;
}
