/**
 * Writes other-types.generated.json: what @pulumi/aws declares of every resource type, for the types outside
 * types.json. To be run again after an update of @pulumi/aws:
 *
 *     node offline/aws/generate-types.js
 */
const { readdirSync, readFileSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const ts = require("typescript");

const target = join(__dirname, "other-types.generated.json");

/** What the marks of the file mean; other-types.ts reads them. */
const legend = {
  entry: "all properties of a type, each as its name, a mark, and a letter for its JSON type",
  "!": "required",
  "?": "optional; an output that nobody set is undefined, so the provider does not compute it",
  "~": "optional; declared as an output that is never undefined, so the provider names or computes it",
  "=": "output only",
  letters:
    "none: string, n: number, b: boolean, a: array, m: map, o: object, d: string that may be given as an object",
};

/**
 * @param {string} packageFolder folder of @pulumi/aws
 * @returns {string} the file's text
 */
function generate(packageFolder) {
  const { version, license } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
  const types = declarationFiles(packageFolder).flatMap((file) => typesOf(file));
  const about = {
    what: "Properties of the resource types of the Pulumi AWS provider; written by generate-types.js",
    source: `TypeScript declarations of the npm package @pulumi/aws ${version}, https://github.com/pulumi/pulumi-aws`,
    licence: `${license}, Copyright Pulumi Corporation`,
    version,
    legend,
  };
  const lines = types
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([token, properties]) => `    ${JSON.stringify(token)}: ${JSON.stringify(properties)}`);
  const head = JSON.stringify({ about }, null, 2).replace(/\n\}$/, "");
  return `${head},\n  "types": {\n${lines.join(",\n")}\n  }\n}\n`;
}

/**
 * One file a resource, in the folder of its module; the rest declares functions and nested types.
 * @param {string} folder
 * @returns {string[]}
 */
function declarationFiles(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === "types" ? [] : declarationFiles(path);
      const declares = entry.name.endsWith(".d.ts") && !/^(index|get[A-Z].*)\.d\.ts$/.test(entry.name);
      return declares ? [path] : [];
    })
    .sort();
}

/**
 * @param {string} file
 * @returns {[string, string][]} type tokens with their properties
 */
function typesOf(file) {
  // The token is not declared: it stands in the code beside the declaration.
  const token = /__pulumiType = '(aws:[^']*)'/.exec(
    readFileSync(file.replace(/\.d\.ts$/, ".js"), "utf8"),
  )?.[1];
  if (token === undefined) return [];
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), {
    languageVersion: ts.ScriptTarget.ES2022,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  });
  const declared = source.statements.find(ts.isClassDeclaration);
  const args = source.statements.find(
    (statement) =>
      ts.isInterfaceDeclaration(statement) && statement.name.text === `${declared?.name?.text}Args`,
  );
  if (declared === undefined || args === undefined || !ts.isInterfaceDeclaration(args)) {
    throw new Error(`${file} declares ${token} in a way that is not known here`);
  }
  const outputs = declared.members.filter(ts.isPropertyDeclaration).map((member) => outputOf(member, source));
  const inputs = args.members.filter(ts.isPropertySignature).map((member) => inputOf(member, source));
  const properties = new Map(outputs.map((output) => [output.name, `${output.name}=${output.letter}`]));
  for (const input of inputs) {
    const output = outputs.find(({ name }) => name === input.name);
    properties.set(input.name, `${input.name}${markOf(input, output)}${letterOf(input, output)}`);
  }
  return [[token, [...properties.values()].sort().join(" ")]];
}

/**
 * @typedef {{ name: string, optional: boolean, letter: string }} Property
 */

/**
 * `readonly name: pulumi.Output<string | undefined>;`
 * @param {import("typescript").PropertyDeclaration} member
 * @param {import("typescript").SourceFile} source
 * @returns {Property}
 */
function outputOf(member, source) {
  const types = alternatives(argumentOf(member.type));
  return {
    name: member.name.getText(source),
    optional: types.some(isUndefined),
    letter: jsonType(types.filter((type) => !isUndefined(type))),
  };
}

/**
 * `name?: pulumi.Input<string | undefined>;`
 * @param {import("typescript").PropertySignature} member
 * @param {import("typescript").SourceFile} source
 * @returns {Property}
 */
function inputOf(member, source) {
  const types = alternatives(argumentOf(member.type)).filter((type) => !isUndefined(type));
  const name = member.name.getText(source);
  // A document may be given as text or as an object, which the provider writes as text.
  const isDocument = types.some((type) => /Document$/.test(type.getText(source)));
  return { name, optional: member.questionToken !== undefined, letter: isDocument ? "d" : jsonType(types) };
}

/**
 * @param {Property} input
 * @param {Property | undefined} output
 */
function markOf(input, output) {
  if (!input.optional) return "!";
  return output?.optional === false ? "~" : "?";
}

/**
 * An input may also be a resource, where the output is text.
 * @param {Property} input
 * @param {Property | undefined} output
 */
function letterOf(input, output) {
  return input.letter === "d" ? "d" : (output ?? input).letter;
}

/**
 * The `T` of `pulumi.Output<T>` or `pulumi.Input<T>`.
 * @param {import("typescript").TypeNode | undefined} type
 */
function argumentOf(type) {
  const [argument] = type !== undefined && ts.isTypeReferenceNode(type) ? (type.typeArguments ?? []) : [];
  if (argument === undefined) throw new Error("a property is neither an Input nor an Output");
  return argument;
}

/** @param {import("typescript").TypeNode} type */
function alternatives(type) {
  return ts.isUnionTypeNode(type) ? [...type.types] : [type];
}

/** @param {import("typescript").TypeNode} type */
function isUndefined(type) {
  return type.kind === ts.SyntaxKind.UndefinedKeyword;
}

/**
 * @param {import("typescript").TypeNode[]} types
 * @returns {string} a letter of the legend; text wins over what may stand in its place
 */
function jsonType(types) {
  const letters = types.map(jsonTypeOf);
  return letters.includes("") ? "" : (letters[0] ?? "");
}

/** @param {import("typescript").TypeNode} type */
function jsonTypeOf(type) {
  switch (type.kind) {
    case ts.SyntaxKind.StringKeyword:
      return "";
    case ts.SyntaxKind.NumberKeyword:
      return "n";
    case ts.SyntaxKind.BooleanKeyword:
      return "b";
    case ts.SyntaxKind.ArrayType:
      return "a";
    case ts.SyntaxKind.TypeLiteral:
      return "m";
    default:
      // Named types are nested objects, except for the enumerations, whose values are all text.
      return ts.isTypeReferenceNode(type) && isEnumeration(type.typeName) ? "" : "o";
  }
}

/** @param {import("typescript").EntityName} name */
function isEnumeration(name) {
  let leftmost = name;
  while (ts.isQualifiedName(leftmost)) leftmost = leftmost.left;
  return leftmost.text === "enums";
}

if (require.main === module) {
  writeFileSync(target, generate(dirname(require.resolve("@pulumi/aws/package.json"))));
}

module.exports = { generate, target };
