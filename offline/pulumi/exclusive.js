const fs = require("node:fs/promises");
const path = require("node:path");
const { removeLeftovers } = require("./cache.js");
const { withLock } = require("./lock.js");

/** @typedef {import('./settings.js').Settings} Settings */

/**
 * Does work that puts something into the cache while no other process does: what takes minutes is not done twice.
 *
 * @template T
 * @param {Settings} settings
 * @param {AbortSignal} signal
 * @param {() => Promise<T>} work
 */
async function whileLocked({ cache, versions, log, lockTimes }, signal, work) {
  const name = `pulumi-v${versions.pulumi}-${process.platform}-${process.arch}.lock`;
  try {
    await fs.mkdir(cache, { recursive: true });
    await fs.access(cache, fs.constants.W_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The folder ${cache}, where the Pulumi CLI is to be kept, cannot be written: ${reason}. ` +
        "Set the environment variable `ECS_GUARDRAILS_CACHE` to a folder that can.",
    );
  }
  /** @param {number | undefined} pid */
  const onWait = (pid) => {
    log(`Another run (process ${pid ?? "unknown"}) is getting the Pulumi CLI; waiting for it ...`);
  };
  return withLock({ file: path.join(cache, name), signal, times: lockTimes, onWait }, async () => {
    await removeLeftovers(cache);
    return work();
  });
}

module.exports = { whileLocked };
