const fs = require("node:fs/promises");
const os = require("node:os");
const { setTimeout: sleep } = require("node:timers/promises");

/**
 * @typedef {object} LockTimes
 * @property {number} heartbeatMs how often the owner shows that it is alive
 * @property {number} staleMs a lock without a heartbeat for so long has lost its owner
 * @property {number} pollMs how often others look whether the lock is free
 */

/** @type {LockTimes} */
const LOCK_TIMES = { heartbeatMs: 5_000, staleMs: 60_000, pollMs: 300 };

/**
 * Does `work` while holding the lock file, so that of several processes one works and the others wait.
 *
 * @template T
 * @param {{ file: string, signal: AbortSignal, times?: LockTimes, onWait: (pid: number | undefined) => void }} options
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function withLock({ file, signal, times = LOCK_TIMES, onWait }, work) {
  // Distinguishes our lock from that of somebody who took it over, believing us dead.
  const token = `${process.pid} ${os.hostname()} ${Math.random().toString(36).slice(2)}`;
  let waiting = false;
  while (!(await take(file, token))) {
    signal.throwIfAborted();
    const owner = await read(file);
    if (!owner) continue;
    if (isStale(owner, times.staleMs)) {
      await remove(file, owner.token);
      continue;
    }
    if (!waiting) onWait(owner.pid);
    waiting = true;
    await sleep(times.pollMs);
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    fs.utimes(file, now, now).catch(() => {});
  }, times.heartbeatMs);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    await remove(file, token);
  }
}

/**
 * @param {string} file
 * @param {string} token
 */
async function take(file, token) {
  try {
    await fs.writeFile(file, token, { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/**
 * @param {string} file
 * @returns {Promise<{ token: string, pid: number | undefined, host: string | undefined, age: number } | undefined>}
 *   undefined when the lock is gone
 */
async function read(file) {
  try {
    const [token, { mtimeMs }] = await Promise.all([fs.readFile(file, "utf8"), fs.stat(file)]);
    const [pid, host] = token.split(" ");
    return { token, pid: Number(pid) || undefined, host, age: Date.now() - mtimeMs };
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * @param {{ pid: number | undefined, host: string | undefined, age: number }} owner
 * @param {number} staleMs
 */
function isStale({ pid, host, age }, staleMs) {
  // A process id means something only on its own machine; a cache may be shared between several.
  if (pid !== undefined && host === os.hostname() && !isAlive(pid)) return true;
  return age > staleMs;
}

/**
 * Removes the lock if it still is the one with `token`. Between looking and removing somebody else may
 * have replaced it; then two processes work at once, which costs time and does no harm: each works in a
 * temporary folder of its own.
 *
 * @param {string} file
 * @param {string} token
 */
async function remove(file, token) {
  if ((await read(file))?.token === token) await fs.rm(file, { force: true });
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/**
 * @param {unknown} error
 * @returns {string | undefined} the code of a system error, such as `ENOENT`
 */
function codeOf(error) {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

module.exports = { withLock, isAlive, codeOf };
