/** @type {NodeJS.Signals[]} */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Does `work` with a signal that is aborted when the user interrupts this process, so that programs are
 * ended and temporary folders removed on the way out. The process then ends as if nobody had listened,
 * unless somebody else listens too: then the decision is theirs, and `work`'s error reaches the caller.
 *
 * @template T
 * @param {(signal: AbortSignal) => Promise<T>} work
 * @returns {Promise<T>}
 */
async function interruptible(work) {
  const controller = new AbortController();
  /** @type {NodeJS.Signals | undefined} */
  let received;
  /** @param {NodeJS.Signals} name */
  const onSignal = (name) => {
    received ??= name;
    controller.abort(new Error(`Interrupted (${name}).`));
  };
  // First in line: another listener may end the process at once, and our programs have to end with it.
  for (const name of SIGNALS) process.prependListener(name, onSignal);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of SIGNALS) process.removeListener(name, onSignal);
    if (received && process.listenerCount(received) === 0) process.kill(process.pid, received);
  }
}

module.exports = { interruptible };
