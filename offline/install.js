/** Makes a fresh clone ready to run: installs its packages and compiles what is shipped compiled. */
const { spawnSync } = require("node:child_process");
const { statSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");

/** Installs when the lock file is newer than what is installed, and compiles what has changed. */
function install() {
  if (isOlder(join(root, "node_modules/.package-lock.json"), join(root, "package-lock.json"))) {
    console.log("Installing the packages of this repository (once) …");
    // Run without a shell's help it would not be found on Windows, where npm is a script.
    run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], process.platform === "win32");
  }
  run(process.execPath, [
    join(root, "node_modules/typescript/bin/tsc"),
    "--build",
    "policypack",
    "offline/aws",
  ]);
}

/**
 * Whether a file is missing or older than another.
 * @param {string} made
 * @param {string} from
 */
function isOlder(made, from) {
  const madeAt = statSync(made, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return madeAt < statSync(from).mtimeMs;
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {boolean} [shell]
 */
function run(command, args, shell = false) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit", shell });
  if (error) throw error;
  if (status !== 0) throw new Error(`\`${command} ${args.join(" ")}\` failed; its output is above.`);
}

module.exports = { install };
