const { fromBuild } = require("./built.js");
const { cacheFolder } = require("./cache.js");
const { builtCli, fromCache } = require("./cached.js");
const { whileLocked } = require("./exclusive.js");
const { fromPath } = require("./installed.js");
const { interruptible } = require("./interrupt.js");
const { fromDownload } = require("./released.js");
const { INSTALL_GO, INSTALL_PULUMI, withDefaults } = require("./settings.js");

/** @typedef {import('./settings.js').Settings} Settings */
/** @typedef {import('./settings.js').Resolved} Resolved */

/**
 * A place where a CLI may come from: `find` answers with one or throws an error that says why not.
 *
 * @typedef {object} Source
 * @property {string} name for the final message, such as `on PATH`
 * @property {string} [failure] begins the message when the source fails and another one follows
 * @property {(settings: Settings, signal: AbortSignal) => Promise<Resolved>} find
 */

/**
 * Finds a Pulumi CLI that can run this repository's programs: on PATH, else in the cache, else as a
 * download, else built from Go modules.
 *
 * @param {Partial<Settings>} [options]
 * @returns {Promise<Resolved>}
 * @throws {Error} saying what to install, when there is neither a CLI nor a way to get one
 */
async function resolvePulumi(options = {}) {
  const settings = withDefaults(options);
  return interruptible(async (signal) => {
    /** @type {string[]} */
    const tried = [];
    /** @param {Source[]} sources */
    const firstOf = async (sources) => {
      for (const source of sources) {
        const found = await tryOne(source, settings, signal, tried);
        if (found) return found;
      }
      return undefined;
    };
    const cache = { name: `in the cache, ${settings.cache}`, find: fromCache };
    const ready = await firstOf([{ name: "on PATH", find: fromPath }, cache]);
    if (ready) return ready;

    return whileLocked(settings, signal, async () => {
      // While we waited for the lock its owner may have made what we need.
      const made = await fromCache(settings).catch(() => undefined);
      const found = made ?? (await firstOf(await waysToGetOne(settings)));
      if (!found) throw new Error(nothingFound(settings, tried));
      return found;
    });
  });
}

/**
 * @param {Source} source
 * @param {Settings} settings
 * @param {AbortSignal} signal
 * @param {string[]} tried gets the reason when there is nothing
 */
async function tryOne({ name, failure, find }, settings, signal, tried) {
  try {
    return await find(settings, signal);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const reason = error instanceof Error ? error.message : String(error);
    tried.push(`${name}: ${reason}`);
    if (failure) settings.log(`${failure}: ${reason}`);
    return undefined;
  }
}

/**
 * @param {Settings} settings
 * @returns {Promise<Source[]>}
 */
async function waysToGetOne(settings) {
  const download = { name: "downloading it", failure: "The download failed", find: fromDownload };
  const build = { name: "building it from Go modules", failure: "The build failed", find: fromBuild };
  // When only our language host has changed since a build, building that takes seconds.
  return (await builtCli(settings)) ? [build, download] : [download, build];
}

/**
 * @param {Settings} settings
 * @param {string[]} tried
 */
function nothingFound({ versions: { oldestPulumi, oldestGo } }, tried) {
  return [
    "There is no Pulumi CLI, and none could be downloaded or built. Do one of these and try again:",
    `  - Install the Pulumi CLI, version ${oldestPulumi} or newer: ${INSTALL_PULUMI}`,
    `  - Install Go, version ${oldestGo} or newer, and the CLI is built from its modules: ${INSTALL_GO}`,
    "What was tried:",
    ...tried.map((text) => `  - ${text.replaceAll("\n", "\n    ")}`),
  ].join("\n");
}

module.exports = { resolvePulumi, cacheFolder };
