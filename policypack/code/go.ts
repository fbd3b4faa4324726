/** Prints code in Go. */
import { awaitedItems, camelVariable, itemsOf, remarkLikeC } from "./common";
import { type Brackets, type Code, inSentence, linesOf } from "./layout";
import { pascalName, wordSet } from "./names";
import {
  type Concatenation,
  type Expression,
  type Members,
  type Piece,
  type Printer,
  type Reference,
  type TypeName,
  trustDocument,
} from "./tree";

const layout = { indent: "    ", width: 100 };

export const go: Printer = {
  lines: linesFor,
  inline: (piece) => inSentence(linesFor(piece)),
  property: pascalName,
  idioms: { json: "pulumi.JSONMarshal", apply: "ApplyT" },
  isOrdered: true,
};

function linesFor(piece: Piece): string[] {
  switch (piece.kind) {
    case "resource": {
      const { type, name, members, isNamed } = piece;
      const made = `${type.module}.New${type.name}(ctx, ${text(name)}, &`;
      const args = fields(`${type.module}.${type.name}Args`, members);
      if (isNamed)
        return linesOf(
          [`${variable(name)}, err := ${made}`, args, ")\nif err != nil {\n    return err\n}"],
          layout,
        );
      return linesOf([`if _, err := ${made}`, args, "); err != nil {\n    return err\n}"], layout);
    }
    case "dependsOn": {
      const awaited = braces("[]pulumi.Resource", awaitedItems(piece, referenceCode, remarkLikeC));
      return linesOf(["pulumi.DependsOn(", awaited, "),"], layout);
    }
    case "arguments":
      return Object.entries(piece.members).flatMap(([name, value]) =>
        linesOf([`${pascalName(name)}: `, input(value), ","], layout),
      );
    case "members":
      return Object.entries(piece.members).flatMap(([key, value]) =>
        linesOf([`${text(key)}: `, plain(value), ","], layout),
      );
    case "entry":
      return linesOf([input(piece.entry), ","], layout);
    case "value":
      return linesOf([plain(piece.of), piece.isOneOfSeveral ? "," : ""], layout);
  }
}

/** As an argument of a resource takes it. */
function input(expression: Expression): Code {
  if (typeof expression === "boolean") return `pulumi.Bool(${expression})`;
  if (typeof expression === "number") return `pulumi.Int(${expression})`;
  if (typeof expression === "string") return `pulumi.String(${text(expression)})`;
  switch (expression.kind) {
    case "list":
      return braces(
        expression.of ? `${qualified(expression.of)}Array` : "pulumi.StringArray",
        itemsOf(expression, input, remarkLikeC),
      );
    case "arguments":
      return ["&", fields(`${qualified(expression.type)}Args`, expression.members)];
    case "texts":
      return braces("pulumi.StringMap", [
        ...(expression.comment ? [remarkLikeC(expression.comment)] : []),
        ...Object.entries(expression.members).map(([key, value]) => [`${text(key)}: `, input(value)]),
      ]);
    default:
      return plain(expression);
  }
}

/** As JSON holds it, or what is the same in both. */
function plain(expression: Expression): Code {
  if (typeof expression === "string") return text(expression);
  if (typeof expression !== "object") return `${expression}`;
  switch (expression.kind) {
    case "list":
      return braces("[]interface{}", itemsOf(expression, plain, remarkLikeC));
    case "document":
      return braces(
        "map[string]interface{}",
        Object.entries(expression.members).map(([key, value]) => [`${text(key)}: `, plain(value)]),
      );
    case "json":
      return ["pulumi.JSONMarshal(", plain(expression.of), ")"];
    case "trust":
      return ["pulumi.JSONMarshal(", plain(trustDocument(expression)), ")"];
    case "reference":
      return referenceCode(expression);
    case "concatenation":
      return formatted(expression);
    default:
      return input(expression);
  }
}

function fields(type: string, members: Members): Brackets {
  return braces(
    type,
    Object.entries(members).map(([name, value]) => [`${pascalName(name)}: `, input(value)]),
  );
}

function braces(type: string, items: Brackets["items"]): Brackets {
  return { open: `${type}{`, items, close: "}" };
}

function qualified({ module, name }: TypeName): string {
  return `${module}.${name}`;
}

function formatted({ parts }: Concatenation): string {
  const format = parts.map((part) => (typeof part === "string" ? part.replaceAll("%", "%%") : "%s")).join("");
  const values = parts.filter((part) => typeof part !== "string").map((part) => `, ${referenceCode(part)}`);
  return `pulumi.Sprintf(${text(format)}${values.join("")})`;
}

/** What is in a list is an output by itself, whose properties are asked for. */
function referenceCode({ name, suffix = "", inside, path }: Reference): string {
  const own = variable(name) + suffix;
  let code = inside === undefined ? own : `${variable(inside)}.${pascalName(own)}`;
  let isOfOutput = false;
  for (const step of path) {
    if (typeof step === "number") code += `.Index(pulumi.Int(${step}))`;
    else if (step === "id") code += ".ID()";
    else code += `.${pascalName(step)}${isOfOutput ? "()" : ""}`;
    isOfOutput ||= typeof step === "number";
  }
  return code;
}

function variable(logicalName: string): string {
  return camelVariable(logicalName, reserved);
}

/** What JSON escapes Go escapes alike; halves of characters it does not take, and the mark of the order of bytes only so. */
function text(value: string): string {
  return JSON.stringify(value.replace(halves, "\ufffd")).replaceAll("\ufeff", "\\ufeff");
}

const halves = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Words of the language, what it has declared, and the packages and variables that a program needs. */
const reserved = wordSet(
  "break case chan const continue default defer else fallthrough for func go goto if import interface map package " +
    "range return select struct switch type var any bool byte error false int iota nil rune string true uint append " +
    "len make new panic ctx err pulumi aws cloudwatch ec2 ecs efs iam lb scheduler vpc",
);
