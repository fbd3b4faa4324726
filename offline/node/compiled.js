/** The compiled form of packages' files: kept in one file, and used instead of compiling them again. */
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const Module = require("node:module");
const { dirname } = require("node:path");
const vm = require("node:vm");

/** @typedef {(this: NodeModule, source: string, filename: string) => unknown} RunModule */

/**
 * What Node.js does not document of its loader of modules, but keeps, because so many replace it.
 * @typedef {object} Loader
 * @property {{ _compile: RunModule }} prototype
 * @property {(source: string) => string} wrap
 * @property {(id: string, parent: NodeModule, isMain: boolean, options?: object) => string} _resolveFilename
 * @property {(id: string, parent: NodeModule) => string[] | null} _resolveLookupPaths
 * @property {object} _extensions
 * @property {object} _cache
 */
const loader = /** @type {Loader} */ (/** @type {unknown} */ (Module));

/**
 * Has packages' files run from their compiled form. What has none, or another source by now, is compiled.
 * @param {(hash: string) => Buffer | undefined} find
 */
function takeCompiled(find) {
  runPackagesWith((source, filename) => scriptOf(source, filename, find(hashOf(source))));
}

/**
 * Notes which files of packages run.
 * @returns what has run, by the hash of the source
 */
function recordRuns() {
  /** @type {Map<string, vm.Script>} */
  const runs = new Map();
  runPackagesWith((source, filename) => {
    const script = scriptOf(source, filename);
    runs.set(hashOf(source), script);
    return script;
  });
  return runs;
}

/** @param {(source: string, filename: string) => vm.Script} compile */
function runPackagesWith(compile) {
  const { _compile } = loader.prototype;
  /** @type {RunModule} */
  const runModule = function (source, filename) {
    if (!/[\\/]node_modules[\\/]/.test(filename) || source.startsWith("#!"))
      return _compile.call(this, source, filename);
    const run = compile(source, filename).runInThisContext();
    return run.call(this.exports, this.exports, requireOf(this), this, filename, dirname(filename));
  };
  loader.prototype._compile = runModule;
}

/**
 * @param {string} source
 * @param {string} filename
 * @param {Buffer} [cachedData]
 */
function scriptOf(source, filename, cachedData) {
  return new vm.Script(loader.wrap(source), {
    filename,
    cachedData,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
}

/**
 * What Node.js gives to a module as `require`.
 * @param {NodeModule} module
 */
function requireOf(module) {
  /** @param {string} id */
  const require = (id) => module.require(id);
  /** @param {string} id @param {object} [options] */
  const resolve = (id, options) => loader._resolveFilename(id, module, false, options);
  /** @param {string} id */
  resolve.paths = (id) => loader._resolveLookupPaths(id, module);
  return Object.assign(require, {
    resolve,
    main: process.mainModule,
    extensions: loader._extensions,
    cache: loader._cache,
  });
}

/** @param {string} source */
function hashOf(source) {
  return createHash("sha1").update(source).digest("base64");
}

/**
 * The file begins with its table's length; the table says where the parts after it begin and end.
 * @param {Map<string, vm.Script>} runs
 */
function serialized(runs) {
  /** @type {Record<string, [number, number]>} */
  const table = {};
  const parts = [];
  let start = 0;
  for (const [hash, script] of runs) {
    const part = script.createCachedData();
    parts.push(part);
    table[hash] = [start, start + part.length];
    start += part.length;
  }
  const head = Buffer.from(JSON.stringify(table));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return Buffer.concat([length, head, ...parts]);
}

/**
 * @param {string} file
 * @returns {((hash: string) => Buffer | undefined) | undefined} finds a part; undefined if there is no such file
 */
function readCompiled(file) {
  let bytes;
  try {
    bytes = readFileSync(file);
  } catch {
    return undefined;
  }
  const start = 4 + bytes.readUInt32LE();
  /** @type {Record<string, [number, number]>} */
  const table = JSON.parse(bytes.toString("utf8", 4, start));
  return (hash) => {
    const place = table[hash];
    return place && bytes.subarray(start + place[0], start + place[1]);
  };
}

module.exports = { readCompiled, recordRuns, serialized, takeCompiled };
