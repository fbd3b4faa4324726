import module from "node:module";

/** Of Node.js 22.10: the types that the pack is compiled with are of Node.js 20. */
const newer: typeof module & { flushCompileCache?(): void } = module;

/**
 * Writes down what Node.js has compiled so far, if whoever runs the CLI has set NODE_COMPILE_CACHE: it would do so
 * at the end of the process, which the CLI ends without asking
 * (https://nodejs.org/api/module.html#module-compile-cache).
 */
export function keepCompiled(): void {
  newer.flushCompileCache?.();
}
