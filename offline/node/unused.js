/** Parts of Pulumi's SDK that cost each start of a process some tenths of a second, and that programs here do not use. */
const Module = require("node:module");

/** @type {{ _load(id: string, parent: Module | undefined, isMain: boolean): unknown }} */
const loader = /** @type {any} */ (Module);

/**
 * The SDK keeps a stack trace for each promise that it makes, and has every one of them translated into lines of
 * TypeScript, which takes a fifth of a program's time. A program in JavaScript has no such lines.
 */
function withoutSourceMaps() {
  const nothing = { install() {} };
  replace(/^(@cspotcode\/)?source-map-support(\/register)?$/, () => nothing);
}

/**
 * The SDK is prepared to turn functions of a program into code for AWS Lambda: half of its modules, and a debugger
 * that is attached to the process. They are loaded when they are used.
 */
function withoutSerialization() {
  const notAttached = { isInitializedAsync: async () => {} };
  replace(/^\.\.\/\.\.\/runtime\/closure\/v8Hooks$/, () => notAttached);
  replace(/^\.\/closure\/(serializeClosure|codePaths)$/, (load) => {
    // The SDK takes functions from them while it is loaded itself, and calls them later.
    /** @param {object} _ @param {string | symbol} name */
    const get = (_, name) => {
      /** @param {unknown[]} args */
      return (...args) => load()[name](...args);
    };
    return new Proxy({}, { get });
  });
}

/**
 * Before it runs a policy pack the SDK makes the TypeScript compiler ready, which takes a third of its start. A pack in
 * JavaScript has nothing to compile.
 */
function withoutTypeScript() {
  replace(/^ts-node$/, () => ({ register() {} }));
  replace(/^typescript$/, () => ({ version: require("typescript/package.json").version }));
}

/**
 * @param {RegExp} pattern what is required
 * @param {(load: () => any) => unknown} by
 */
function replace(pattern, by) {
  const { _load } = loader;
  loader._load = function (id, parent, isMain) {
    const load = () => _load.call(this, id, parent, isMain);
    return pattern.test(id) ? by(load) : load();
  };
}

module.exports = { withoutSerialization, withoutSourceMaps, withoutTypeScript };
