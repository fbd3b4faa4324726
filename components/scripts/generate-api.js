#!/usr/bin/env node
/**
 * Writes API.md: every argument and output of the components, from what Pulumi reads of their source to make the
 * schema for other languages.
 *
 *     npm run build && node components/scripts/generate-api.js
 */
const { readdirSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { Analyzer } = require("@pulumi/pulumi/provider/experimental/analyzer");

/**
 * @typedef {object} Property as in a Pulumi schema
 * @property {string} [type]
 * @property {string} [$ref]
 * @property {Property} [items]
 * @property {Property} [additionalProperties]
 * @property {boolean} [plain]
 * @property {boolean} [optional]
 * @property {string} [description]
 * @typedef {Record<string, Property>} Properties
 */

const folder = join(__dirname, "..");
const components = [
  "FargateService",
  "ServiceConnectApplication",
  "ScheduledTask",
  "QueueWorker",
  "OneOffTask",
  "EcsNetwork",
];

/** What Pulumi reads of the components; it takes seconds, for the types of the AWS SDK. */
function readSchema() {
  const packageJson = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return new Analyzer(folder, packageJson.name, packageJson, new Set(components)).analyze();
}

/**
 * @param {ReturnType<typeof readSchema>} schema
 * @returns {string}
 */
function apiDocumentation(schema) {
  const documented = docComments();
  /** @param {string} name */
  const introduction = (name) => {
    const comment = documented.get(name);
    if (comment === undefined) throw new Error(`${name} has no doc comment`);
    return comment;
  };
  const ofComponents = components.map((name) => {
    const { inputs = {}, outputs = {} } = schema.components[name] ?? {};
    return [
      `## ${name}`,
      introduction(name),
      "### Arguments",
      list(inputs),
      "### Outputs",
      list(outputs, false),
    ].join("\n\n");
  });
  const ofTypes = Object.entries(schema.typeDefinitions)
    .sort(([name], [other]) => (name < other ? -1 : 1))
    .map(([name, { properties = {} }]) =>
      [`### ${name}`, introduction(name), list(properties, name.endsWith("Args"))].join("\n\n"),
    );
  return `${[
    "# API of the components",
    "Made from the doc comments in the source by `scripts/generate-api.js`. A plain argument decides what is made, so that it can be no output of another resource; what is in it can, such as the values of `secrets`.",
    ...ofComponents,
    "## Types",
    ...ofTypes,
  ].join("\n\n")}\n`;
}

/** The doc comments of the exported classes and interfaces, by their names. */
function docComments() {
  const sources = readdirSync(folder, { encoding: "utf8", recursive: true })
    .filter((name) => name.endsWith(".ts") && !/^(bin|node_modules)\b/.test(name))
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n");
  const comments = sources.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport (?:class|interface) (\w+)/g);
  return new Map([...comments].map(([, comment = "", name = ""]) => [name, oneLine(comment)]));
}

/** @param {string} text */
function oneLine(text) {
  return text
    .replace(/^\s*\* ?/gm, "")
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * @param {Properties} properties
 * @param {boolean} [given] whether they are given by the program, not made for it
 */
function list(properties, given = true) {
  return Object.entries(properties)
    .map(([name, property]) => {
      const required = given && !property.optional ? ", required" : "";
      const plain = given && property.plain && !isObject(property) ? ", plain" : "";
      return `- \`${name}\` (${typeOf(property)}${required}${plain}): ${oneLine(property.description ?? "")}`;
    })
    .join("\n");
}

/**
 * Whether it is written as an object whose own members say whether they may be outputs.
 *
 * @param {Property} property
 * @returns {boolean}
 */
function isObject({ $ref, items, additionalProperties }) {
  const inner = items ?? additionalProperties;
  return $ref?.startsWith("#/types/") || (inner !== undefined && isObject(inner));
}

/**
 * @param {Property} property
 * @returns {string}
 */
function typeOf({ type, $ref, items, additionalProperties }) {
  if (items) return `list of ${typeOf(items)}`;
  if (additionalProperties) return `map of ${typeOf(additionalProperties)}`;
  if ($ref === undefined) return type ?? "any";
  const own = /^#\/types\/[^:]+:index:(\w+)$/.exec($ref)?.[1];
  if (own) return `[${own}](#${own.toLowerCase()})`;
  // `/aws/v7.48.0/schema.json#/resources/aws:iam%2Frole:Role` is `aws.iam.Role` in TypeScript.
  const [, module, resource] = /resources\/aws:(\w+)%2F\w+:(\w+)$/.exec($ref) ?? [];
  if (!resource) throw new Error(`cannot write the type ${$ref}`);
  return `\`aws.${module}.${resource}\``;
}

if (require.main === module) writeFileSync(join(folder, "API.md"), apiDocumentation(readSchema()));

module.exports = { apiDocumentation, readSchema };
