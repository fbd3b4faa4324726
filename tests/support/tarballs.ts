/** The packages as npm ships them, and folders outside the repository to use them in. */
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { root } from "../../offline/workspace";

const start = promisify(execFile);

/** What `npm run` tells its scripts of this repository's package must not reach an npm that works elsewhere. */
const environmentOfNpm = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) => !/^(npm_package_|npm_lifecycle_|npm_config_local_prefix$|INIT_CWD$)/i.test(name),
  ),
);

/**
 * Runs npm.
 * @returns its standard output
 * @throws with what it printed, if it fails
 */
export async function npm(args: readonly string[], cwd: string): Promise<string> {
  const { stdout } = await start("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd,
    env: environmentOfNpm,
    maxBuffer: 64 * 2 ** 20,
    shell: process.platform === "win32",
  });
  return stdout;
}

let packing: Promise<unknown> = Promise.resolve();
const tarballs = new Map<string, Promise<string>>();

/**
 * Packs a workspace of this repository, which must have been compiled, as `npm publish` would.
 * @param destination the folder for the tarball
 * @returns the tarball
 */
export function pack(workspace: "cli" | "components" | "policypack", destination: string): Promise<string> {
  const key = `${workspace} ${destination}`;
  const known = tarballs.get(key);
  if (known) return known;
  // One after the other: all write into the same folder.
  const packed = packing.then(async () => {
    const args = ["pack", "--workspace", workspace, "--pack-destination", destination, "--json"];
    const [{ filename }] = JSON.parse(await npm(args, root));
    return join(destination, filename);
  });
  packing = packed.catch(() => undefined);
  tarballs.set(key, packed);
  return packed;
}

/**
 * Makes a folder with the files of a tarball.
 * @returns the folder with the package's package.json
 */
export async function unpack(tarball: string): Promise<string> {
  const folder = mkdtempSync(`${tarball}-unpacked-`);
  await start("tar", ["-xzf", tarball, "-C", folder]);
  return join(folder, "package");
}

/** Copies what a clone of this repository would hold, with the changes that are not committed yet. */
export async function cloneInto(folder: string): Promise<void> {
  const { stdout } = await start("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], {
    cwd: root,
  });
  const files = stdout.split("\0").filter((name) => name !== "");
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
}

/** Makes a folder of the newcomer who has run `npm init` and `npm install`. */
export async function projectWith(
  folder: string,
  packages: readonly string[],
  files: Readonly<Record<string, string>>,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  await npm(["init", "--yes"], folder);
  // It names a file that a TypeScript program does not have.
  await npm(["pkg", "delete", "main"], folder);
  await npm(["install", ...packages], folder);
}

/** The files below a folder, with `/` between folders. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}
