const path = require("node:path");
const { hashFiles } = require("./cache.js");
const { resolveGoProgram } = require("./go-program.js");
const { findPrograms, foldersOnPath } = require("./programs.js");
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
  const { environment, yamlModule } = withDefaults(options);
  if (findPrograms(YAML_HOST, [path.dirname(cli.pulumi), ...foldersOnPath(environment)]).length > 0)
    return [];
  const program = {
    name: YAML_HOST,
    key: await hashFiles(yamlModule.folder, ["go.mod", "go.sum"]),
    what: "the YAML language host",
    duration: "a minute on two cores",
    package: yamlModule.package,
    moduleFolder: async () => yamlModule.folder,
  };
  return [await resolveGoProgram(program, options)];
}

module.exports = { resolveYamlHost };
