const path = require("node:path");
const { hashFiles } = require("./cache.js");
const { findPrograms, pulumiVersion } = require("./programs.js");
const { CLI, HOST } = require("./settings.js");
const { formatVersion } = require("./versions.js");

/** @typedef {import('./settings.js').Settings} Settings */
/** @typedef {import('./settings.js').Resolved} Resolved */

/**
 * The cache entries' names. A built program has its own entry for each state of its sources, so that a
 * change of our small language host does not have the CLI built again.
 *
 * @param {Settings} settings
 */
async function entryNames({ versions, goModule: { folder, hostFolder } }) {
  const platform = `${process.platform}-${process.arch}`;
  const modules = ["go.mod", "go.sum"];
  return {
    download: `${CLI}-v${versions.pulumi}-${platform}-download`,
    cli: `${CLI}-v${versions.pulumi}-${platform}-build-${await hashFiles(folder, modules)}`,
    host: `${HOST}-${platform}-${await hashFiles(folder, [...modules, hostFolder])}`,
  };
}

/**
 * The folders that may hold the programs of an unpacked release.
 *
 * @param {string} entry
 */
function releaseFolders(entry) {
  return [path.join(entry, "pulumi"), path.join(entry, "pulumi", "bin")];
}

/**
 * A CLI that an earlier run has downloaded or built, with everything it needs.
 *
 * @param {Settings} settings
 * @returns {Promise<Resolved>}
 * @throws {Error} saying why there is none
 */
async function fromCache(settings) {
  const { cache, versions } = settings;
  const { download, host } = await entryNames(settings);
  const [released] = findPrograms(CLI, releaseFolders(path.join(cache, download)));
  if (released && (await works(released, settings))) {
    return { pulumi: released, path: [path.dirname(released)], version: versions.pulumi, source: "cache" };
  }
  const both = path.join(cache, host);
  const [built] = findPrograms(CLI, [both]);
  if (built && hasBoth(both) && (await works(built, settings))) {
    return { pulumi: built, path: [both], version: versions.pulumi, source: "cache" };
  }
  throw new Error(`there is no usable Pulumi CLI v${versions.pulumi}`);
}

/**
 * Whether a folder holds a CLI and our language host.
 *
 * @param {string} folder
 */
function hasBoth(folder) {
  return [CLI, HOST].every((name) => findPrograms(name, [folder]).length > 0);
}

/**
 * The CLI in the cache that an earlier run has built, whether or not its language host is there.
 *
 * @param {Settings} settings
 * @returns {Promise<string | undefined>}
 */
async function builtCli(settings) {
  const { cli } = await entryNames(settings);
  const [pulumi] = findPrograms(CLI, [path.join(settings.cache, cli)]);
  if (!pulumi) return undefined;
  return (await works(pulumi, settings)) ? pulumi : undefined;
}

/**
 * @param {string} pulumi
 * @param {Settings} settings
 */
function works(pulumi, settings) {
  return verifyCli(pulumi, settings).then(
    () => true,
    () => false,
  );
}

/**
 * @param {string} pulumi
 * @param {Settings} settings
 * @param {AbortSignal} [signal]
 * @throws {Error} when the program does not answer with the pinned version
 */
async function verifyCli(pulumi, { environment, versions }, signal) {
  const version = formatVersion(await pulumiVersion(pulumi, { environment, signal }));
  if (version !== versions.pulumi) {
    throw new Error(`\`pulumi version\` says ${version} instead of ${versions.pulumi}`);
  }
}

module.exports = { builtCli, hasBoth, entryNames, fromCache, releaseFolders, verifyCli };
