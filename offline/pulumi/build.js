const fs = require("node:fs/promises");
const { findPrograms, foldersOnPath, withoutPulumi } = require("./programs.js");
const { startProgress } = require("./progress.js");
const { run } = require("./run.js");
const { formatVersion, isAtLeast, parseVersion } = require("./versions.js");

/** Longer than any `go version`, even one that fetches a newer toolchain first. */
const GO_VERSION_TIMEOUT_MS = 120_000;
const LAST_LINES = 20;
/** Linker flags: without symbol tables, which make up a quarter of the programs. */
const STRIP = "-s -w";

/**
 * @typedef {object} GoBuild
 * @property {string} go the `go` program
 * @property {string} what what is built, for messages, such as `the Pulumi CLI`
 * @property {string} moduleFolder the folder with go.mod
 * @property {string} package the package to build, as `go build` takes it
 * @property {string} output the program to write
 * @property {string} ldflags
 * @property {string[]} [flags] more flags of `go build`
 * @property {NodeJS.ProcessEnv} environment
 * @property {AbortSignal} [signal]
 * @property {(line: string) => void} log
 * @property {import('./progress.js').Terminal} terminal
 */

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string} the path of a `go` of whatever version
 * @throws {Error} when there is none
 */
function goOnPath(environment) {
  const [go] = findPrograms("go", foldersOnPath(environment));
  if (!go) throw new Error("there is no `go` on PATH");
  return go;
}

/**
 * Finds a Go that can build the module.
 *
 * @param {{ environment: NodeJS.ProcessEnv, oldestGo: string, moduleFolder: string, signal?: AbortSignal }} options
 * @returns {Promise<string>} the path of `go`
 * @throws {Error} saying what is missing
 */
async function findGo({ environment, oldestGo, moduleFolder, signal }) {
  const go = goOnPath(environment);
  /** @param {NodeJS.ProcessEnv} goEnvironment */
  const version = async (goEnvironment) => {
    const { code, stdout, errorLines } = await run(go, ["version"], {
      environment: withoutPulumi(goEnvironment),
      cwd: moduleFolder,
      signal,
      timeoutMs: GO_VERSION_TIMEOUT_MS,
    });
    const found = code === 0 ? parseVersion(stdout) : undefined;
    if (!found) throw new Error(`\`${go} version\` failed: ${errorLines.slice(-3).join(" ")}`);
    return found;
  };
  const installed = await version({ ...environment, GOTOOLCHAIN: "local" });
  if (isAtLeast(installed, oldestGo)) return go;
  // Unless GOTOOLCHAIN says `local`, an older Go can fetch the one that go.mod asks for.
  const effective = await version(environment).catch((error) => {
    if (signal?.aborted) throw error;
    return installed;
  });
  if (isAtLeast(effective, oldestGo)) return go;
  throw new Error(`the Go at ${go} is ${formatVersion(installed)}, and Go ${oldestGo} or newer is needed`);
}

/**
 * Builds one Go program and shows the progress.
 *
 * @param {GoBuild} options
 * @throws {Error} with the last lines that `go` wrote
 */
async function goBuild(options) {
  const progress = startProgress(options);
  // `go` leaves its work folder behind when it is interrupted; beside the output it is removed with it.
  const workFolder = `${options.output}-work`;
  try {
    await fs.mkdir(workFolder);
    const packages = await listPackages(options, progress);
    await compile(
      { ...options, environment: { ...options.environment, GOTMPDIR: workFolder } },
      packages,
      progress,
    );
  } finally {
    progress.end();
    await fs.rm(workFolder, { recursive: true, force: true, maxRetries: 3 });
  }
  options.log(`Built ${options.what} in ${progress.elapsed()}.`);
}

/**
 * Lists the package and all that it imports, which also makes Go fetch their modules. (`go mod download`
 * would fetch every module of go.mod, used or not.)
 *
 * @param {GoBuild} options
 * @param {ReturnType<typeof startProgress>} progress
 * @returns {Promise<string[]>} import paths; the package itself comes last
 */
async function listPackages(options, progress) {
  let modules = 0;
  progress.update(`Looking up Go modules for ${options.what}`);
  const list = await runGo(["list", "-deps", "-mod=readonly", options.package], options, (line) => {
    if (!line.startsWith("go: downloading ")) return;
    modules += 1;
    progress.update(`Downloading Go modules for ${options.what}: ${modules} so far`);
  });
  return list.split(/\r?\n/).filter((line) => line !== "");
}

/**
 * @param {GoBuild} options
 * @param {string[]} packages
 * @param {ReturnType<typeof startProgress>} progress
 */
async function compile(options, packages, progress) {
  const { what, output, ldflags, flags: more = [] } = options;
  const known = new Set(packages);
  let compiled = 0;
  const show = () => {
    const fraction = compiled / known.size;
    // "At most": what Go's own cache has is not compiled again.
    const count = `${compiled} of at most ${known.size} packages`;
    progress.update(`Compiling ${what}: ${Math.floor(fraction * 100)} % (${count})`, fraction);
  };
  show();
  // Not always `-trimpath`: it would make Go compile everything again that it already has in its cache.
  // `-buildvcs=false`: looking for the commit fails in a clone that belongs to another user.
  const flags = ["-v", "-mod=readonly", "-buildvcs=false", "-ldflags", ldflags, "-o", output, ...more];
  await runGo(["build", ...flags, options.package], options, (line) => {
    if (!known.has(line)) return;
    compiled += 1;
    if (line === packages.at(-1)) progress.update(`Linking ${what}`, 1);
    else show();
  });
}

/**
 * @param {string[]} args
 * @param {GoBuild} options
 * @param {(line: string) => void} onErrorLine
 * @returns {Promise<string>} what `go` wrote to standard output
 */
async function runGo(args, { go, moduleFolder, environment, signal }, onErrorLine) {
  const { code, stdout, errorLines } = await run(go, args, {
    cwd: moduleFolder,
    // A go.work above the clone would forbid `-mod=readonly` and choose other versions.
    environment: { ...withoutPulumi(environment), GOWORK: "off" },
    signal,
    onErrorLine,
  });
  if (code !== 0) {
    const said = errorLines.slice(-LAST_LINES).join("\n");
    throw new Error(`\`go ${args[0]}\` ended with exit code ${code}:\n${said}`);
  }
  return stdout;
}

module.exports = { STRIP, findGo, goBuild, goOnPath };
