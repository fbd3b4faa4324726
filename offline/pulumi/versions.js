/** @typedef {{ numbers: [number, number, number], prerelease: boolean }} Version */

/**
 * The first version number in a text such as `v3.259.0`, `3.249.0-alpha.x1` or `go version go1.26 linux/amd64`.
 *
 * @param {string} text
 * @returns {Version | undefined}
 */
function parseVersion(text) {
  const match = /(\d+)\.(\d+)(?:\.(\d+))?(-[0-9A-Za-z]|rc|beta)?/.exec(text);
  if (!match) return undefined;
  return {
    numbers: [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)],
    prerelease: match[4] !== undefined,
  };
}

/**
 * Whether `found` is `needed` or newer. A prerelease comes before its release.
 *
 * @param {Version} found
 * @param {string} needed
 */
function isAtLeast(found, needed) {
  const least = parseVersion(needed);
  if (!least) throw new Error(`\`${needed}\` is not a version number.`);
  for (const index of /** @type {const} */ ([0, 1, 2])) {
    const difference = found.numbers[index] - least.numbers[index];
    if (difference !== 0) return difference > 0;
  }
  return !found.prerelease || least.prerelease;
}

/** @param {Version} version */
function formatVersion({ numbers, prerelease }) {
  return numbers.join(".") + (prerelease ? " (a prerelease)" : "");
}

module.exports = { parseVersion, isAtLeast, formatVersion };
