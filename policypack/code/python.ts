/** Prints code in Python. */
import { awaitedItems, itemsOf } from "./common";
import { type Brackets, type Code, inSentence, linesOf, type Remark } from "./layout";
import { snakeName, variableName, wordSet } from "./names";
import {
  type Comment,
  type Expression,
  isPlain,
  type Members,
  type Piece,
  type Printer,
  type Reference,
  trustDocument,
} from "./tree";

const layout = { indent: "    ", width: 88 };

export const python: Printer = {
  lines: linesFor,
  inline: (piece) => inSentence(linesFor(piece)),
  property: snakeName,
  idioms: { json: "pulumi.Output.json_dumps", apply: "apply" },
  isOrdered: true,
};

function linesFor(piece: Piece): string[] {
  switch (piece.kind) {
    case "resource": {
      const { type, name, members, isNamed } = piece;
      const made = call(`aws.${type.module}.${type.name}(`, [text(name), ...named(members)]);
      return linesOf(isNamed ? [`${variable(name)} = `, made] : made, layout);
    }
    case "dependsOn": {
      const awaited = call("depends_on=[", awaitedItems(piece, referenceCode, remark), "]");
      return linesOf(["opts=", call("pulumi.ResourceOptions(", [awaited]), ","], layout);
    }
    case "arguments":
      return named(piece.members).flatMap((one) => linesOf([one, ","], layout));
    case "members":
      return keyed(piece.members, (key) => key).flatMap((one) => linesOf([one, ","], layout));
    case "entry":
      return linesOf([code(piece.entry), ","], layout);
    case "value":
      return linesOf([code(piece.of), piece.isOneOfSeveral ? "," : ""], layout);
  }
}

/** As arguments of a call. */
function named(members: Members): Code[] {
  return Object.entries(members).map(([name, value]) => [`${snakeName(name)}=`, code(value)]);
}

/** As entries of a dictionary. */
function keyed(members: Members, nameOf: (name: string) => string): Code[] {
  return Object.entries(members).map(([name, value]) => [`${text(nameOf(name))}: `, code(value)]);
}

function code(expression: Expression): Code {
  if (typeof expression === "boolean") return expression ? "True" : "False";
  if (typeof expression === "number") return `${expression}`;
  if (typeof expression === "string") return text(expression);
  switch (expression.kind) {
    case "list":
      return call("[", itemsOf(expression, code, remark), "]");
    case "document":
      return call(
        "{",
        keyed(expression.members, (key) => key),
        "}",
      );
    case "arguments":
      return call("{", keyed(expression.members, snakeName), "}");
    case "texts": {
      const entries = keyed(expression.members, (key) => key);
      return call("{", expression.comment ? [remark(expression.comment), ...entries] : entries, "}");
    }
    case "json":
      return [isPlain(expression.of) ? "json.dumps(" : "pulumi.Output.json_dumps(", code(expression.of), ")"];
    case "trust":
      return ["json.dumps(", code(trustDocument(expression)), ")"];
    case "reference":
      return referenceCode(expression);
    case "concatenation":
      return call(
        "pulumi.Output.concat(",
        expression.parts.map((part) => (typeof part === "string" ? text(part) : referenceCode(part))),
      );
  }
}

function call(open: string, items: Brackets["items"], close = ")"): Brackets {
  return { open, items, close };
}

function referenceCode({ name, suffix = "", inside, path }: Reference): string {
  const own = variable(name) + (suffix === "" ? "" : `_${snakeName(suffix)}`);
  const steps = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${snakeName(step)}`));
  return `${inside === undefined ? "" : `${variable(inside)}.`}${own}${steps.join("")}`;
}

function variable(logicalName: string): string {
  const name = snakeName(variableName(logicalName));
  return reserved.has(name) ? `${name}_resource` : name;
}

/** Nothing follows it in its line. */
function remark({ text: words }: Comment): Remark {
  return { remark: `# ${words}`, endsLine: true };
}

/** What JSON escapes Python escapes alike. */
function text(value: string): string {
  return JSON.stringify(value);
}

/** Words of the language that name no variable, and the modules that a program needs. */
const reserved = wordSet(
  "and as assert async await break class continue def del elif else except false finally for from global if import in " +
    "is lambda nonlocal none not or pass raise return true try while with yield match case type aws json pulumi",
);
