#!/usr/bin/env node
/**
 * Writes anew the tables of the policies in README.md, policypack/README.md and docs/policies/, from what the compiled
 * pack says of itself. The unit tests tell when they differ.
 *
 *     npm run docs
 */
const { readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { policies } = require("../../policypack/bin/adapter/pack");
const { ecsGuardrailsUndetermined } = require("../../policypack/bin/policies/ecs-guardrails-undetermined");
const { ecsOutputsAreNotText } = require("../../policypack/bin/policies/ecs-outputs-are-not-text");
const { resourceRules, rules } = require("../../policypack/bin/rules");
const { documents } = require("./tables");

const root = join(__dirname, "../..");
const described = [...rules, ...resourceRules, ecsOutputsAreNotText, ecsGuardrailsUndetermined];

for (const [path, rewrite] of documents(described, policies(rules, resourceRules))) {
  const file = join(root, path);
  const text = readFileSync(file, "utf8");
  const written = rewrite(text);
  if (written === text) continue;
  writeFileSync(file, written);
  console.log(path);
}
