const fs = require("node:fs/promises");
const path = require("node:path");
const { STRIP, findGo, goBuild, goOnPath } = require("./build.js");
const { makeEntry } = require("./cache.js");
const { whileLocked } = require("./exclusive.js");
const { interruptible } = require("./interrupt.js");
const { executable, findPrograms, withoutPulumi } = require("./programs.js");
const { run } = require("./run.js");
const { withDefaults } = require("./settings.js");

/** @typedef {import('./settings.js').Settings} Settings */

/**
 * @typedef {object} GoProgram
 * @property {string} name of the file, less the platform's ending
 * @property {string} key tells apart what it is built from: a version, or a hash of its sources
 * @property {string} what for messages, such as `the YAML language host`
 * @property {string} duration how long it takes, such as `a minute on two cores`
 * @property {string} package as `go build` takes it
 * @property {boolean} [anyFolder] whether it is built so that Go's cache serves whatever folder its source is in
 * @property {(modules: Modules) => Promise<string>} moduleFolder tells, or makes, the folder with go.mod
 */

/**
 * @typedef {object} Modules
 * @property {string} folder where a module may be put while the program is built
 * @property {(module: string, version: string) => Promise<string>} download has Go fetch a module, and tells its folder
 */

/**
 * Finds a program that is made from a Go module: in the cache, else built, which happens once.
 *
 * @param {GoProgram} program
 * @param {Partial<Settings>} [options]
 * @returns {Promise<string>} the folder that holds it
 * @throws {Error} saying why there is none
 */
async function resolveGoProgram(program, options = {}) {
  const settings = withDefaults(options);
  const { cache, environment, versions, log } = settings;
  const name = `${program.name}-${process.platform}-${process.arch}-${program.key}`;
  const entry = path.join(cache, name);
  const isThere = () => findPrograms(program.name, [entry]).length > 0;
  if (isThere()) return entry;
  return interruptible((signal) =>
    whileLocked(settings, signal, async () => {
      if (isThere()) return entry;
      return makeEntry(cache, name, async (folder) => {
        const source = path.join(folder, "source");
        await fs.mkdir(source);
        const moduleFolder = await program.moduleFolder({
          folder: source,
          download: (module, version) => download(module, version, { cwd: source, environment, signal }),
        });
        const go = await findGo({ environment, oldestGo: versions.oldestGo, moduleFolder, signal });
        log(`Building ${program.what} from its Go modules: once, ${program.duration}.`);
        await goBuild({
          ...settings,
          go,
          signal,
          moduleFolder,
          what: program.what,
          package: program.package,
          flags: program.anyFolder ? ["-trimpath"] : [],
          output: path.join(folder, executable(program.name)),
          ldflags: STRIP,
        });
        await fs.rm(source, { recursive: true, maxRetries: 3 });
      });
    }),
  );
}

/**
 * @param {string} module
 * @param {string} version
 * @param {{ cwd: string, environment: NodeJS.ProcessEnv, signal: AbortSignal }} options
 * @returns {Promise<string>} the module's folder
 * @throws {Error} with what `go` said
 */
async function download(module, version, { cwd, environment, signal }) {
  const args = ["mod", "download", "-json", `${module}@${version}`];
  const { code, stdout, errorLines } = await run(goOnPath(environment), args, {
    cwd,
    environment: { ...withoutPulumi(environment), GOWORK: "off" },
    signal,
  });
  const answer = stdout === "" ? {} : JSON.parse(stdout);
  if (code !== 0 || typeof answer.Dir !== "string")
    throw new Error(`\`go mod download ${module}\` failed: ${answer.Error ?? errorLines.join("\n")}`);
  return answer.Dir;
}

module.exports = { resolveGoProgram };
