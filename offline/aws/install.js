const { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

/**
 * Installs the stand-in for the AWS provider as the plugin `aws` of a Pulumi home.
 *
 * @param {string} pulumiHome the folder that PULUMI_HOME names
 * @param {string} version the version that programs ask for, such as "7.48.0"
 * @returns {string} the plugin's folder
 */
function installAwsStandIn(pulumiHome, version) {
  return installAwsPlugin(pulumiHome, version, [process.execPath, join(__dirname, "bin", "main.js")]);
}

/**
 * Installs a command as the plugin `aws` of a Pulumi home. Several installations at once do not disturb each other: the
 * folder appears complete or not at all, and another one's is taken over.
 *
 * @param {string} pulumiHome the folder that PULUMI_HOME names
 * @param {string} version the version that programs ask for, such as "7.48.0"
 * @param {readonly string[]} command a program and its arguments; those of the engine follow
 * @returns {string} the plugin's folder
 */
function installAwsPlugin(pulumiHome, version, command) {
  const plugins = join(pulumiHome, "plugins");
  mkdirSync(plugins, { recursive: true });
  const folder = join(plugins, `resource-aws-v${version}`);
  const executable = "pulumi-resource-aws";
  const prepared = mkdtempSync(join(plugins, "installing-"));
  try {
    writeFileSync(join(prepared, executable), `#!/bin/sh\nexec ${command.map(quoted).join(" ")} "$@"\n`);
    chmodSync(join(prepared, executable), 0o755);
    chmodSync(prepared, 0o755);
    try {
      renameSync(prepared, folder);
    } catch (fault) {
      if (!isOccupied(fault)) {
        throw fault;
      }
      renameSync(join(prepared, executable), join(folder, executable));
    }
    // The CLI takes a plugin for half installed while this file lies beside its folder.
    rmSync(`${folder}.partial`, { force: true });
  } finally {
    rmSync(prepared, { recursive: true, force: true });
  }
  return folder;
}

/** @param {string} text */
function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** @param {unknown} fault */
function isOccupied(fault) {
  return fault instanceof Error && "code" in fault && (fault.code === "ENOTEMPTY" || fault.code === "EEXIST");
}

module.exports = { installAwsPlugin, installAwsStandIn };
