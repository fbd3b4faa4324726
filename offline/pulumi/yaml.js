const path = require("node:path");
const { STRIP, findGo, goBuild } = require("./build.js");
const { hashFiles, makeEntry } = require("./cache.js");
const { whileLocked } = require("./exclusive.js");
const { interruptible } = require("./interrupt.js");
const { executable, findPrograms, foldersOnPath } = require("./programs.js");
const { withDefaults } = require("./settings.js");

/** @typedef {import('./settings.js').Settings} Settings */

const YAML_HOST = "pulumi-language-yaml";

/**
 * Finds the language host for programs in YAML: with the CLI or on PATH, else in the cache, else built from its Go
 * modules. A released CLI brings it along.
 *
 * @param {import('./settings.js').Resolved} cli
 * @param {Partial<Settings>} [options]
 * @returns {Promise<string[]>} folders to put on PATH, so that the CLI finds it; none when it does already
 * @throws {Error} saying why there is none
 */
async function resolveYamlHost(cli, options = {}) {
  const settings = withDefaults(options);
  const { cache, environment, versions, yamlModule, log } = settings;
  if (findPrograms(YAML_HOST, [path.dirname(cli.pulumi), ...foldersOnPath(environment)]).length > 0)
    return [];
  const hash = await hashFiles(yamlModule.folder, ["go.mod", "go.sum"]);
  const name = `${YAML_HOST}-${process.platform}-${process.arch}-${hash}`;
  const entry = path.join(cache, name);
  const isThere = () => findPrograms(YAML_HOST, [entry]).length > 0;
  if (isThere()) return [entry];
  return interruptible((signal) =>
    whileLocked(settings, signal, async () => {
      if (isThere()) return [entry];
      const { folder: moduleFolder } = yamlModule;
      const go = await findGo({ environment, oldestGo: versions.oldestGo, moduleFolder, signal });
      log("Building Pulumi's YAML language host from its Go modules: once, a minute on two cores.");
      await makeEntry(cache, name, (folder) =>
        goBuild({
          ...settings,
          go,
          signal,
          moduleFolder,
          what: "the YAML language host",
          package: yamlModule.package,
          output: path.join(folder, executable(YAML_HOST)),
          ldflags: STRIP,
        }),
      );
      return [entry];
    }),
  );
}

module.exports = { resolveYamlHost };
