const { execFile } = require("node:child_process");
const { existsSync } = require("node:fs");
const { mkdir } = require("node:fs/promises");
const { basename, join } = require("node:path");
const { promisify } = require("node:util");
const { hashFiles, makeEntry } = require("../pulumi/cache");

const root = join(__dirname, "../..");
const start = promisify(execFile);

/**
 * Compiles the packages that each run of the CLI loads, once for what is installed; the result is kept in the cache.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @param {string} cache
 * @returns {Promise<NodeJS.ProcessEnv>} what to add to the environment of the CLI; nothing where the cache cannot be
 *   written: then everything starts more slowly
 */
async function quickStart(environment, cache) {
  const hash = await hashFiles(root, ["package-lock.json", join("offline", basename(__dirname))]);
  const name = `compiled-${process.platform}-${process.arch}-${process.version}-${hash}`;
  const compiled = join(cache, name, "packages");
  try {
    if (!existsSync(compiled)) {
      await mkdir(cache, { recursive: true });
      await makeEntry(cache, name, async (folder) => {
        await start(process.execPath, [join(__dirname, "compile.js"), join(folder, "packages")]);
      });
    }
  } catch {
    return {};
  }
  const preload = `--require ${JSON.stringify(join(__dirname, "preload.js"))}`;
  return {
    NODE_OPTIONS: [environment.NODE_OPTIONS, preload].filter(Boolean).join(" "),
    ECS_GUARDRAILS_COMPILED: compiled,
  };
}

module.exports = { quickStart };
