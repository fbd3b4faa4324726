/** Makes a fresh clone ready to run: installs its packages and compiles what is shipped compiled. */
const { spawnSync } = require("node:child_process");
const { existsSync, lstatSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");

/** Installs when the lock file is not the one that was installed from, and compiles what has changed. */
function install() {
  const lock = readFileSync(join(root, "package-lock.json"), "utf8");
  const installed = join(root, "node_modules/.installed-from.json");
  if (!existsSync(installed) || readFileSync(installed, "utf8") !== lock) {
    refuseLink();
    console.log("Installing the packages of this repository (once) …");
    // Run without a shell's help it would not be found on Windows, where npm is a script.
    run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], process.platform === "win32");
    writeFileSync(installed, lock);
  }
  const projects = ["policypack", "components", "cli", "offline/aws"];
  run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "--build", ...projects]);
}

/** `npm ci` deletes what is there, and would follow a link into somebody else's packages. */
function refuseLink() {
  if (lstatSync(join(root, "node_modules"), { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new Error("`node_modules` is a link to another folder. Remove it, or install there.");
  }
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
