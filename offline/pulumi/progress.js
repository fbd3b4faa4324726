const PLAIN_INTERVAL_MS = 15_000;
const REWRITE_INTERVAL_MS = 100;

/** @typedef {{ isTTY?: boolean, columns?: number, write(text: string): unknown }} Terminal */

/**
 * Shows how far a long task is: one line that is rewritten on a terminal, elsewhere (a log file, CI) a new
 * line every 15 seconds or 10 percent.
 *
 * @param {{ log: (line: string) => void, terminal: Terminal }} options
 */
function startProgress({ log, terminal }) {
  const rewrites = terminal.isTTY === true;
  const start = Date.now();
  let text = "";
  /** @type {number | undefined} */
  let fraction;
  let shownAt = rewrites ? 0 : start;
  let shownTenths = 0;

  const line = () => `  ${text}, ${formatDuration(Date.now() - start)}`;
  const show = () => {
    const now = Date.now();
    const tenths = Math.floor((fraction ?? 0) * 10);
    if (rewrites) {
      if (now - shownAt < REWRITE_INTERVAL_MS) return;
      // Cut to the terminal's width: a line that wraps cannot be rewritten.
      terminal.write(`\r\x1b[K${line().slice(0, (terminal.columns || 80) - 1)}`);
    } else {
      if (now - shownAt < PLAIN_INTERVAL_MS && tenths <= shownTenths) return;
      log(line());
    }
    shownAt = now;
    shownTenths = tenths;
  };
  // Programs may be silent for long (linking is); the elapsed time shows that something goes on.
  const ticking = setInterval(() => text && show(), 1_000);

  return {
    /**
     * @param {string} newText
     * @param {number} [newFraction] how much is done, between 0 and 1
     */
    update(newText, newFraction) {
      text = newText;
      fraction = newFraction;
      show();
    },
    end() {
      clearInterval(ticking);
      if (rewrites) terminal.write("\r\x1b[K");
    },
    elapsed: () => formatDuration(Date.now() - start),
  };
}

/** @param {number} milliseconds */
function formatDuration(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

module.exports = { startProgress };
