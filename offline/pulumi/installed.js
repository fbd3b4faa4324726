const fs = require("node:fs");
const path = require("node:path");
const { findPrograms, foldersOnPath, pulumiVersion } = require("./programs.js");
const { CLI, HOST, INSTALL_PULUMI } = require("./settings.js");
const { formatVersion, isAtLeast } = require("./versions.js");

/** @typedef {import('./settings.js').Settings} Settings */
/** @typedef {import('./settings.js').Resolved} Resolved */

/**
 * A CLI that the user has installed.
 *
 * @param {Settings} settings
 * @returns {Promise<Resolved>}
 * @throws {Error} saying why there is none
 */
async function fromPath({ environment, versions: { oldestPulumi }, log }) {
  const folders = foldersOnPath(environment);
  const candidates = findPrograms(CLI, folders);
  if (candidates.length === 0) throw new Error("there is no `pulumi`");
  const reasons = [];
  for (const [index, pulumi] of candidates.entries()) {
    const usable = await checkInstalled(pulumi, folders, { environment, oldestPulumi });
    // The folder stays where it is on PATH if it can: it may hold another `node` than the user's.
    if ("version" in usable) {
      const { version } = usable;
      return { pulumi, version, source: "path", path: index === 0 ? [] : [path.dirname(pulumi)] };
    }
    log(usable.reason);
    reasons.push(usable.reason);
  }
  throw new Error(reasons.join("\n"));
}

/**
 * @param {string} pulumi
 * @param {string[]} folders
 * @param {{ environment: NodeJS.ProcessEnv, oldestPulumi: string }} options
 * @returns {Promise<{ version: string } | { reason: string }>}
 */
async function checkInstalled(pulumi, folders, { environment, oldestPulumi }) {
  const found = await pulumiVersion(pulumi, { environment }).catch((error) => String(error.message));
  if (typeof found === "string") return { reason: `The Pulumi CLI at ${pulumi} does not work: ${found}.` };
  const version = formatVersion(found);
  if (!isAtLeast(found, oldestPulumi)) {
    const needed = `${oldestPulumi} or newer is needed; to update it see ${INSTALL_PULUMI}`;
    return { reason: `The Pulumi CLI at ${pulumi} is version ${version}, and ${needed}.` };
  }
  // The CLI looks beside itself, with links followed, and on PATH.
  if (findPrograms(HOST, [path.dirname(fs.realpathSync(pulumi)), ...folders]).length === 0) {
    const needed = `without which it cannot run Node.js programs; it belongs beside it: ${INSTALL_PULUMI}`;
    return { reason: `The Pulumi CLI at ${pulumi} has no \`${HOST}\`, ${needed}` };
  }
  return { version };
}

module.exports = { fromPath };
