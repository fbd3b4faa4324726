const fs = require("node:fs/promises");
const path = require("node:path");
const { STRIP, findGo, goBuild } = require("./build.js");
const { makeEntry } = require("./cache.js");
const { builtCli, entryNames, hasBoth, verifyCli } = require("./cached.js");
const { executable } = require("./programs.js");
const { CLI, HOST } = require("./settings.js");

/** @typedef {import('./settings.js').Settings} Settings */
/** @typedef {import('./settings.js').Resolved} Resolved */

const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/**
 * Builds what is missing in the cache of the CLI and our Node.js language host, which a CLI built from Go
 * modules lacks.
 *
 * @param {Settings} settings
 * @param {AbortSignal} signal
 * @returns {Promise<Resolved>}
 * @throws {Error} saying why there is none
 */
async function fromBuild(settings, signal) {
  const { cache, environment, versions, goModule, log } = settings;
  const { cli, host } = await entryNames(settings);
  const cached = await builtCli(settings);
  const go = await findGo({
    environment,
    oldestGo: versions.oldestGo,
    moduleFolder: goModule.folder,
    signal,
  });
  const common = { ...settings, go, signal, moduleFolder: goModule.folder };
  if (!cached) {
    log(`Building the Pulumi CLI ${versions.pulumi} from its Go modules, with ${go}`);
    log(`This happens once and takes about 8 minutes on two cores. The result is kept in ${cache}`);
    await makeEntry(cache, cli, async (folder) => {
      const output = path.join(folder, executable(CLI));
      const ldflags = `${STRIP} -X ${VERSION_VARIABLE}=v${versions.pulumi}`;
      await goBuild({ ...common, what: "the Pulumi CLI", package: goModule.cliPackage, output, ldflags });
      await verifyCli(output, settings, signal);
    });
  }
  const both = path.join(cache, host);
  if (!hasBoth(both)) {
    await makeEntry(cache, host, async (folder) => {
      const output = path.join(folder, executable(HOST));
      const hostPackage = `./${goModule.hostFolder}`;
      await goBuild({
        ...common,
        what: "the Node.js language host",
        package: hostPackage,
        output,
        ldflags: STRIP,
      });
      await linkOrCopy(path.join(cache, cli, executable(CLI)), path.join(folder, executable(CLI)));
    });
  }
  return {
    pulumi: path.join(both, executable(CLI)),
    path: [both],
    version: versions.pulumi,
    source: cached ? "cache" : "build",
  };
}

/**
 * The CLI warns of a language host that is not in its own folder, so both stand there side by side. A
 * hard link costs no space; some file systems have none.
 *
 * @param {string} from
 * @param {string} to
 */
async function linkOrCopy(from, to) {
  await fs.link(from, to).catch(() => fs.copyFile(from, to));
}

module.exports = { fromBuild };
