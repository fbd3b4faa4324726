const { spawn } = require("node:child_process");
const readline = require("node:readline");

/** How long a program may take to end by itself after it was asked to. */
const GRACE_MS = 5_000;

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} environment
 * @property {string} [cwd]
 * @property {AbortSignal} [signal] ends the program, and what it started, when aborted
 * @property {number} [timeoutMs]
 * @property {(line: string) => void} [onErrorLine] called with each line of standard error as it comes
 */

/**
 * Runs a program to its end. Rejects when it cannot be started, takes too long or is aborted; a failing
 * exit code is the caller's business.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {RunOptions} options
 * @returns {Promise<{ code: number | null, stdout: string, errorLines: string[] }>}
 */
function run(program, args, { environment, cwd, signal, timeoutMs, onErrorLine }) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const child = spawn(program, args, {
      cwd,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
      // A process group of its own: `go` starts compilers, and all of them have to end together.
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    /** @type {Error | undefined} */
    let stopped;
    /** @type {NodeJS.Timeout | undefined} */
    let grace;
    /** @param {Error} reason */
    const stop = (reason) => {
      if (stopped) return;
      stopped = reason;
      kill(child, "SIGINT");
      grace = setTimeout(() => kill(child, "SIGKILL"), GRACE_MS);
    };
    const onAbort = () => stop(signal?.reason);
    signal?.addEventListener("abort", onAbort);
    const timer =
      timeoutMs && setTimeout(() => stop(new Error(`no answer within ${timeoutMs / 1000} s`)), timeoutMs);

    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
    });
    /** @type {string[]} */
    const errorLines = [];
    readline.createInterface({ input: child.stderr }).on("line", (line) => {
      errorLines.push(line);
      onErrorLine?.(line);
    });

    const settle = () => {
      clearTimeout(timer || undefined);
      clearTimeout(grace);
      signal?.removeEventListener("abort", onAbort);
    };
    child.on("error", (error) => {
      settle();
      reject(error);
    });
    child.on("close", (code) => {
      settle();
      if (stopped) reject(stopped);
      else resolve({ code, stdout, errorLines });
    });
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function kill(child, signal) {
  try {
    if (process.platform === "win32" || child.pid === undefined) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has ended already.
  }
}

module.exports = { run };
