/**
 * Everything that is tested, as the first command in a new clone; the last line counts it.
 *
 *     npm test                    all of it
 *     npm test -- unit engine     some of the checks below
 */
const { spawn } = require("node:child_process");
const { join } = require("node:path");
const { install } = require("./install");

const root = join(__dirname, "..");

/**
 * The checks and their scripts in the order of their cost. Mocha's own count is added up; another check
 * counts as one.
 */
const checks = {
  lint: ["@biomejs/biome/bin/biome", "check", "--error-on-warnings"],
  types: ["typescript/bin/tsc", "--noEmit"],
  unit: ["mocha/bin/mocha.js", "--config", "tests/unit.mocharc.json"],
  engine: ["mocha/bin/mocha.js", "--config", "tests/engine.mocharc.json"],
};

/** @param {string[]} args */
async function main(args) {
  const unknown = args.filter((name) => !Object.hasOwn(checks, name));
  if (unknown.length > 0) {
    throw new Error(`No such check: ${unknown.join(", ")}. There are: ${Object.keys(checks).join(", ")}.`);
  }
  install();
  let passed = 0;
  let failed = 0;
  for (const [name, script] of Object.entries(checks)) {
    if (args.length > 0 && !args.includes(name)) continue;
    console.log(`\n── ${name}`);
    const outcome = await run(script);
    passed += outcome.passed;
    failed += outcome.failed;
  }
  if (failed > 0) process.exitCode = 1;
  console.log(`\n${passed} passed, ${failed} failed`);
}

/**
 * @param {string[]} script path below node_modules, and arguments
 * @returns {Promise<{ passed: number, failed: number }>}
 */
function run([script = "", ...args]) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, "node_modules", script), ...args], {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    child.on("error", reject);
    child.on("close", (code) => {
      const passing = countIn(output, /^\s*(\d+) passing/m);
      const failing = countIn(output, /^\s*(\d+) failing/m);
      if (passing === undefined) resolve(code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
      // A run that fails without a failing test, in a hook or at its end, is a failure all the same.
      else resolve({ passed: passing, failed: failing ?? (code === 0 ? 0 : 1) });
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
