/**
 * Compiles the packages of this repository that npm has installed. `npm install` in the folder of one of them, which
 * is what `pulumi package add` runs, installs that one alone, without what the other one needs.
 */
const { spawnSync } = require("node:child_process");
const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");

/** @param {string} folder */
function isInstalled(folder) {
  const { name } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
  return existsSync(join(root, "node_modules", name));
}

const { workspaces } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const compiler = join(root, "node_modules/typescript/bin/tsc");
const { status, error } = spawnSync(
  process.execPath,
  [compiler, "--build", ...workspaces.filter(isInstalled)],
  { cwd: root, stdio: "inherit" },
);
if (error) throw error;
process.exitCode = status ?? 1;
