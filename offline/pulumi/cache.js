const crypto = require("node:crypto");
const fs = require("node:fs/promises");
const os = require("node:os");
const path = require("node:path");
const { codeOf, isAlive } = require("./lock.js");

const ABANDONED_MS = 24 * 60 * 60 * 1000;

/**
 * The folder where a downloaded or built Pulumi CLI is kept between runs: `ECS_GUARDRAILS_CACHE`, or a
 * folder of ours in the platform's cache folder.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string}
 */
function cacheFolder(environment) {
  if (environment.ECS_GUARDRAILS_CACHE) return path.resolve(environment.ECS_GUARDRAILS_CACHE);
  return path.join(platformCacheFolder(environment), "ecs-guardrails");
}

/** @param {NodeJS.ProcessEnv} environment */
function platformCacheFolder(environment) {
  const home = environment.HOME || os.homedir();
  if (process.platform === "darwin") return path.join(home, "Library", "Caches");
  if (process.platform === "win32") {
    return environment.LOCALAPPDATA || path.join(os.homedir(), "AppData", "Local");
  }
  // A relative XDG_CACHE_HOME is to be ignored: https://specifications.freedesktop.org/basedir-spec/latest/
  const xdg = environment.XDG_CACHE_HOME;
  return xdg && path.isAbsolute(xdg) ? xdg : path.join(home, ".cache");
}

/**
 * A short hash of files' names and contents. A folder counts with everything in it.
 *
 * @param {string} root
 * @param {string[]} names files and folders, relative to `root`
 */
async function hashFiles(root, names) {
  const hash = crypto.createHash("sha256");
  for (const name of [...names].sort()) {
    const file = path.join(root, name);
    if ((await fs.stat(file)).isDirectory())
      hash.update(`${name}/${await hashFiles(file, await fs.readdir(file))}\0`);
    else
      hash
        .update(`${name}\0`)
        .update(await fs.readFile(file))
        .update("\0");
  }
  return hash.digest("hex").slice(0, 12);
}

/**
 * Makes the cache entry `name`. `fill` puts the files into a temporary folder beside it and checks them;
 * only then does the folder get its name, so that an entry is whole or absent.
 *
 * @param {string} cache
 * @param {string} name
 * @param {(folder: string) => Promise<void>} fill
 * @returns {Promise<string>} the entry's folder
 */
async function makeEntry(cache, name, fill) {
  const entry = path.join(cache, name);
  const temporary = await makeTemporary(cache);
  try {
    await fill(temporary);
    // Temporary folders are closed to other users; a cache may be shared.
    await fs.chmod(temporary, 0o755);
    await replace(entry, temporary, cache);
  } finally {
    await fs.rm(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
  return entry;
}

/**
 * @param {string} entry
 * @param {string} replacement
 * @param {string} cache
 */
async function replace(entry, replacement, cache) {
  const aside = await makeTemporary(cache);
  try {
    // There may be an old entry that was found damaged. A folder can be renamed onto an empty one only.
    await fs.rename(entry, path.join(aside, "damaged")).catch((error) => {
      if (codeOf(error) !== "ENOENT") throw error;
    });
    await fs.rename(replacement, entry);
  } finally {
    await fs.rm(aside, { recursive: true, force: true });
  }
}

/**
 * The name tells whose folder it is, for `removeLeftovers`.
 *
 * @param {string} cache
 */
function makeTemporary(cache) {
  return fs.mkdtemp(path.join(cache, `tmp-${process.pid}-${machine()}-`));
}

/**
 * Removes the temporary folders of processes that were killed.
 *
 * @param {string} cache
 */
async function removeLeftovers(cache) {
  for (const name of await fs.readdir(cache)) {
    const match = /^tmp-(\d+)-([0-9a-f]+)-/.exec(name);
    if (!match) continue;
    const folder = path.join(cache, name);
    // Of a process on another machine we know only how old its folder is.
    const abandoned =
      match[2] === machine()
        ? !isAlive(Number(match[1]))
        : await fs.stat(folder).then(
            ({ mtimeMs }) => Date.now() - mtimeMs > ABANDONED_MS,
            () => false,
          );
    if (abandoned) await fs.rm(folder, { recursive: true, force: true });
  }
}

function machine() {
  return crypto.createHash("sha256").update(os.hostname()).digest("hex").slice(0, 8);
}

module.exports = { cacheFolder, hashFiles, makeEntry, removeLeftovers };
