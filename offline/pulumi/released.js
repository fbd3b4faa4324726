const path = require("node:path");
const { makeEntry } = require("./cache.js");
const { entryNames, releaseFolders, verifyCli } = require("./cached.js");
const { downloadAndUnpack, releaseUrl } = require("./download.js");
const { findPrograms } = require("./programs.js");
const { CLI, HOST } = require("./settings.js");

/** @typedef {import('./settings.js').Settings} Settings */
/** @typedef {import('./settings.js').Resolved} Resolved */

/**
 * Downloads the official release.
 *
 * @param {Settings} settings
 * @param {AbortSignal} signal
 * @returns {Promise<Resolved>}
 * @throws {Error} saying why there is none
 */
async function fromDownload(settings, signal) {
  const { cache, versions, downloadBase, downloadTimes, log } = settings;
  const url = releaseUrl(downloadBase, versions.pulumi);
  log(`Downloading the Pulumi CLI from ${url}`);
  const { download } = await entryNames(settings);
  let relative = "";
  const entry = await makeEntry(cache, download, async (folder) => {
    await downloadAndUnpack({ ...settings, url, folder, signal, times: downloadTimes });
    const pulumi = findRelease(folder);
    await verifyCli(pulumi, settings, signal);
    relative = path.relative(folder, pulumi);
  });
  const pulumi = path.join(entry, relative);
  log(`Downloaded the Pulumi CLI ${versions.pulumi} into ${entry}`);
  return { pulumi, path: [path.dirname(pulumi)], version: versions.pulumi, source: "download" };
}

/** @param {string} folder */
function findRelease(folder) {
  const [pulumi] = findPrograms(CLI, releaseFolders(folder));
  if (!pulumi) throw new Error("the archive holds no `pulumi`");
  if (findPrograms(HOST, [path.dirname(pulumi)]).length === 0)
    throw new Error(`the archive holds no \`${HOST}\``);
  return pulumi;
}

module.exports = { fromDownload };
