const path = require("node:path");
const { cacheFolder } = require("./cache.js");

/**
 * @typedef {object} Resolved
 * @property {string} pulumi the absolute path of the CLI
 * @property {string[]} path folders to put first on PATH, so that `pulumi` and the Node.js language host
 *   are found; none when they are found already
 * @property {string} version such as `3.259.0`
 * @property {'path' | 'cache' | 'download' | 'build'} source
 */

/**
 * @typedef {object} Settings
 * @property {NodeJS.ProcessEnv} environment the user's
 * @property {string} cache the folder for what is downloaded and built
 * @property {(line: string) => void} log takes messages for the user, each without its line's end
 * @property {import('./progress.js').Terminal} terminal where progress is rewritten in place, if it can be
 * @property {string} downloadBase the address of the folder with the releases
 * @property {import('./download.js').DownloadTimes} [downloadTimes]
 * @property {import('./lock.js').LockTimes} [lockTimes]
 * @property {{ pulumi: string, oldestPulumi: string, oldestGo: string }} versions
 * @property {GoModule} goModule
 * @property {{ folder: string, package: string }} yamlModule what the YAML language host is built from
 */

/**
 * @typedef {object} GoModule what a CLI is built from
 * @property {string} folder the folder with go.mod
 * @property {string} cliPackage
 * @property {string} hostFolder the language host's package, relative to `folder`
 */

const CLI = "pulumi";
const HOST = "pulumi-language-nodejs";
const INSTALL_PULUMI = "https://www.pulumi.com/docs/iac/download-install/";
const INSTALL_GO = "https://go.dev/dl/";

/**
 * @param {Partial<Settings>} options
 * @returns {Settings}
 */
function withDefaults(options) {
  const environment = options.environment ?? process.env;
  return {
    environment,
    cache: cacheFolder(environment),
    log: (line) => process.stderr.write(`${line}\n`),
    terminal: process.stderr,
    downloadBase: "https://get.pulumi.com/releases/sdk",
    versions: require("../versions.json"),
    goModule: {
      folder: path.join(__dirname, "..", "go"),
      cliPackage: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
      hostFolder: HOST,
    },
    yamlModule: {
      folder: path.join(__dirname, "..", "go-yaml"),
      package: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
    },
    // An option that is given as `undefined` is one that is not given.
    ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
  };
}

module.exports = { CLI, HOST, INSTALL_PULUMI, INSTALL_GO, withDefaults };
