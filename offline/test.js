/**
 * Everything that is tested, as the first command in a new clone; the last line counts it.
 *
 *     npm test                    all of it
 *     npm test -- unit engine     some of the checks below
 */
const { spawn } = require("node:child_process");
const { join } = require("node:path");
const { resolveBrowser } = require("./browser/resolve");
const { install } = require("./install");

const root = join(__dirname, "..");

/**
 * The checks and their scripts. Mocha's own count is added up; another check counts as one.
 * @type {Record<string, string[]>}
 */
const checks = {
  lint: ["@biomejs/biome/bin/biome", "check", "--error-on-warnings"],
  imports: ["dependency-cruiser/bin/dependency-cruise.mjs", "--output-type", "err-long", "."],
  types: ["typescript/bin/tsc", "--noEmit", "-p", "tests"],
  unit: ["mocha/bin/mocha.js", "--config", "tests/unit.mocharc.json"],
  browser: ["mocha/bin/mocha.js", "--config", "tests/browser.mocharc.json"],
  engine: ["mocha/bin/mocha.js", "--config", "tests/engine.mocharc.json"],
  packages: ["mocha/bin/mocha.js", "--config", "tests/packages.mocharc.json"],
};

/**
 * Those of one group run at the same time. The unit tests have one processor, and those of the packages wait for npm
 * on the other one; the tests of the page measure how long a person waits; the engine's take all there is.
 */
const groups = [["lint", "imports", "types", "unit", "packages"], ["browser"], ["engine"]];

/** @param {string[]} args */
async function main(args) {
  const unknown = args.filter((name) => !Object.hasOwn(checks, name));
  if (unknown.length > 0) {
    throw new Error(`No such check: ${unknown.join(", ")}. There are: ${Object.keys(checks).join(", ")}.`);
  }
  install();
  const asked = Object.keys(checks).filter((name) => args.length === 0 || args.includes(name));
  const wanted = asked.filter((name) => name !== "browser" || hasBrowser());
  /** @type {Omit<Outcome, "output">[]} */
  const outcomes = [];
  for (const group of groups) {
    const started = group
      .filter((name) => wanted.includes(name))
      .map((name, index) => ({ name, echo: group.includes("engine") && index === 0 }))
      .map(({ name, echo }) => ({ name, echo, outcome: run(checks[name], echo) }));
    for (const { name, echo, outcome } of started) {
      console.log(`\n── ${name}`);
      const { output, ...counts } = await outcome;
      if (!echo) process.stdout.write(output);
      outcomes.push(counts);
    }
  }
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  if (failed > 0) process.exitCode = 1;
  console.log(`\n${passed} passed, ${failed} failed`);
}

/** A pipeline has to have a browser; somebody who tries the tests need not. */
function hasBrowser() {
  const browser = resolveBrowser(console.log);
  if (browser !== undefined) process.env.CHROMIUM = browser;
  else if (process.env.CI) throw new Error("There is no Chromium for the tests of the page.");
  else console.log("The tests of the page are left out: they need Chromium or Chrome (CHROMIUM=<path>).");
  return browser !== undefined;
}

/** @typedef {{ passed: number, failed: number, output: string }} Outcome */

/**
 * @param {string[] | undefined} script path below node_modules, and arguments
 * @param {boolean} echo whether its output is shown as it comes
 * @returns {Promise<Outcome>}
 */
function run(script = [], echo = false) {
  const [path = "", ...args] = script;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, "node_modules", path), ...args], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    /** @param {Buffer} chunk */
    const take = (chunk) => {
      output += chunk;
      if (echo) process.stdout.write(chunk);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", reject);
    child.on("close", (code) => {
      const passing = countIn(output, /^\s*(\d+) passing/m);
      const failing = countIn(output, /^\s*(\d+) failing/m);
      // A run that fails without a failing test, in a hook or at its end, is a failure all the same.
      const failed = failing ?? (code === 0 ? 0 : 1);
      resolve({ output, failed, passed: passing ?? 1 - failed });
    });
  });
}

/**
 * @param {string} output
 * @param {RegExp} pattern
 */
function countIn(output, pattern) {
  const [, count] = pattern.exec(output) ?? [];
  return count === undefined ? undefined : Number(count);
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
