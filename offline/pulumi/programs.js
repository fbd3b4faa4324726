const fs = require("node:fs");
const path = require("node:path");
const { run } = require("./run.js");
const { parseVersion } = require("./versions.js");

const VERSION_TIMEOUT_MS = 30_000;

/**
 * @param {string} name
 * @returns {string} the name of the program's file on this platform
 */
function executable(name) {
  return process.platform === "win32" ? `${name}.exe` : name;
}

/**
 * Where the program is in these folders, in their order; more than one place is possible.
 *
 * @param {string} name
 * @param {string[]} folders
 * @returns {string[]} absolute paths
 */
function findPrograms(name, folders) {
  const candidates = folders.map((folder) => path.resolve(folder, executable(name)));
  return [...new Set(candidates)].filter((file) => {
    try {
      fs.accessSync(file, fs.constants.X_OK);
      return fs.statSync(file).isFile();
    } catch {
      return false;
    }
  });
}

/**
 * The folders on PATH. Windows spells the variable `Path`, and a copy of its environment is case-sensitive.
 *
 * @param {NodeJS.ProcessEnv} environment
 */
function foldersOnPath(environment) {
  const name = Object.keys(environment).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  return (environment[name] ?? "").split(path.delimiter).filter((folder) => folder !== "");
}

/**
 * The user's environment less PULUMI_*, which could change what the programs we run do.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @returns {NodeJS.ProcessEnv}
 */
function withoutPulumi(environment) {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^PULUMI_/i.test(name)));
}

/**
 * Asks a Pulumi CLI for its version.
 *
 * @param {string} pulumi
 * @param {{ environment: NodeJS.ProcessEnv, signal?: AbortSignal }} options
 * @throws {Error} when it does not run, or answers something else
 */
async function pulumiVersion(pulumi, { environment, signal }) {
  const { code, stdout, errorLines } = await run(pulumi, ["version"], {
    environment: { ...withoutPulumi(environment), PULUMI_SKIP_UPDATE_CHECK: "true" },
    signal,
    timeoutMs: VERSION_TIMEOUT_MS,
  });
  const version = code === 0 ? parseVersion(stdout) : undefined;
  if (!version) {
    const said = (stdout.trim() || errorLines.join("\n").trim()).slice(0, 300);
    throw new Error(`\`${pulumi} version\` ended with exit code ${code}${said && ` and said: ${said}`}`);
  }
  return version;
}

module.exports = { executable, findPrograms, foldersOnPath, withoutPulumi, pulumiVersion };
