#!/usr/bin/env node
/**
 * Makes a policy with all that one must have, from the templates in new-policy/: what is left to write is marked TODO,
 * and the unit tests refuse a policy with such a mark.
 *
 *     npm run new:policy ecs-<what-it-demands>
 */
const { execFileSync } = require("node:child_process");
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "../..");

/** The template of each new file; `<name>` stands for the policy. */
const templates = {
  "policypack/policies/<name>.ts": "policy.ts",
  "docs/policies/<name>.md": "page.md",
  "tests/unit/policypack/policies/<name>.test.ts": "test.ts",
};

/**
 * The lines that lists of policies get, each at the end of what `at` matches; in templates and here the policy is
 * `ecs-new-policy`.
 */
const entries = [
  {
    file: "policypack/rules.ts",
    line: 'import { ecsNewPolicy } from "./policies/ecs-new-policy";',
    at: /^import .*\n(?!import )/m,
  },
  { file: "policypack/rules.ts", line: "  ecsNewPolicy,", at: /(?=^\];)/m },
  {
    file: "policypack/settings.ts",
    line: '  readonly "ecs-new-policy"?: EnforcementLevel | PresumingSettings;',
    at: /(?=^ {2}readonly "ecs-guardrails-undetermined")/m,
  },
  {
    file: "tests/support/policy-names.ts",
    line: 'export const newPolicy = "ecs-new-policy";',
    at: /(?=^export const outputsAreNotText )/m,
  },
  {
    file: "tests/unit/policypack/guardrails.test.ts",
    line: '  "ecs-new-policy": { presumed: "list", exemptions },',
    at: /(?=^ {2}"ecs-guardrails-undetermined": )/m,
  },
  {
    file: "CHANGELOG.md",
    line: "- Policy `ecs-new-policy`: TODO what holds of a stack that passes.",
    at: /^## Unreleased\n\n### Added\n\n/m,
  },
];

/** @param {string[]} args */
function main([name = "", ...more]) {
  if (more.length > 0 || !/^ecs(-[a-z][a-z0-9]*)+$/.test(name))
    throw new Error(
      "usage: npm run new:policy ecs-<what-it-demands>, in lower-case words with hyphens between them",
    );
  const made = Object.entries(templates).map(([path, template]) => ({
    path: path.replace("<name>", name),
    template: join(__dirname, "new-policy", template),
  }));
  const there = made.filter(({ path }) => existsSync(join(root, path)));
  if (there.length > 0) throw new Error(`there is ${there.map(({ path }) => path).join(", ")} already`);

  for (const { path, template } of made)
    writeFileSync(join(root, path), renamed(readFileSync(template, "utf8"), name));
  for (const { file, line, at } of entries) insert(file, renamed(line, name), at);

  const changed = [...new Set([...made.map(({ path }) => path), ...entries.map(({ file }) => file)])];
  run("@biomejs/biome/bin/biome", "check", "--write", ...changed.filter((file) => file.endsWith(".ts")));
  run("typescript/bin/tsc", "--build", "policypack");
  execFileSync(process.execPath, [join(root, "docs/scripts/generate-tables.js")], { cwd: root });
  console.log(whatToDo(name, changed));
}

/**
 * @param {string} text
 * @param {string} name
 */
function renamed(text, name) {
  const [first = "", ...words] = name.split("-").slice(1);
  const capital = (/** @type {string} */ word) => word.charAt(0).toUpperCase() + word.slice(1);
  const short = [first, ...words.map(capital)].join("");
  return text
    .replaceAll("ecs-new-policy", name)
    .replaceAll("ecsNewPolicy", `ecs${capital(short)}`)
    .replaceAll("newPolicy", short);
}

/**
 * @param {string} file
 * @param {string} line
 * @param {RegExp} at
 */
function insert(file, line, at) {
  const path = join(root, file);
  const text = readFileSync(path, "utf8");
  const match = at.exec(text);
  if (!match) throw new Error(`${file} has no place for the policy: nothing there matches ${at}`);
  const end = match.index + match[0].length;
  writeFileSync(path, `${text.slice(0, end)}${line}\n${text.slice(end)}`);
}

/** @param {string[]} program path below node_modules, and arguments */
function run(...[path = "", ...args]) {
  execFileSync(process.execPath, [join(root, "node_modules", path), ...args], { cwd: root, stdio: "pipe" });
}

/**
 * @param {string} name
 * @param {string[]} changed
 */
function whatToDo(name, changed) {
  return `Made ${name}: it is advisory, and finds nothing yet.

${changed.map((file) => `    ${file}`).join("\n")}
    README.md, policypack/README.md

What to do next:
  1. Say on its page what goes wrong and why, with a program that is wrong and one that is right.
  2. Write the same as cases of its unit test, and let it fail:
         npx mocha --no-config --require ts-node/register/transpile-only tests/unit/policypack/policies/${name}.test.ts
  3. Write its kinds, its metadata and \`evaluate\`, until it passes. Move its place in policypack/rules.ts, if need be.
  4. Write what is left where TODO stands, the line in CHANGELOG.md too, and let \`npm run docs\` write the tables anew.
  5. Let the real CLI run the programs of its page (\`npm test -- engine\`), and all other checks (\`npm test\`).`;
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
