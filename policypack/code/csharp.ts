/** Prints code in C#. */
import { awaitedItems, camelVariable, itemsOf, remarkLikeC } from "./common";
import { type Brackets, type Code, inSentence, linesOf } from "./layout";
import { pascalName, wordSet } from "./names";
import {
  type Concatenation,
  type Expression,
  isPlain,
  type Members,
  type Piece,
  type Printer,
  type Reference,
  trustDocument,
} from "./tree";

const layout = { indent: "    ", width: 100 };

export const csharp: Printer = {
  lines: linesFor,
  inline: (piece) => inSentence(linesFor(piece)),
  property: pascalName,
  idioms: { json: "Output.JsonSerialize", apply: "Apply" },
  isOrdered: true,
};

function linesFor(piece: Piece): string[] {
  switch (piece.kind) {
    case "resource": {
      const { type, name, members, isNamed } = piece;
      const made = `new Aws.${namespaceOf(type.module)}.${type.name}(${text(name)}, `;
      return linesOf(
        [isNamed ? `var ${variable(name)} = ` : "", made, braces("new() ", assigned(members)), ");"],
        layout,
      );
    }
    case "dependsOn": {
      const awaited = braces("", awaitedItems(piece, referenceCode, remarkLikeC));
      const options = piece.ofComponent ? "ComponentResourceOptions" : "CustomResourceOptions";
      return linesOf(braces(`new ${options} `, [["DependsOn = ", awaited]]), layout);
    }
    case "arguments":
      return assigned(piece.members).flatMap((one) => linesOf([one, ","], layout));
    case "members":
      return keyed(piece.members).flatMap((one) => linesOf([one, ","], layout));
    case "entry":
      return linesOf([input(piece.entry), ","], layout);
    case "value":
      return linesOf([plain(piece.of), piece.isOneOfSeveral ? "," : ""], layout);
  }
}

/** As properties of arguments. */
function assigned(members: Members): Code[] {
  return Object.entries(members).map(([name, value]) => [`${pascalName(name)} = `, input(value)]);
}

/** As entries of a dictionary. */
function keyed(members: Members): Code[] {
  return Object.entries(members).map(([key, value]) => [`[${text(key)}] = `, plain(value)]);
}

/** As an argument of a resource takes it. */
function input(expression: Expression): Code {
  if (typeof expression !== "object") return plain(expression);
  switch (expression.kind) {
    case "list":
      return braces("", itemsOf(expression, input, remarkLikeC));
    case "arguments": {
      const { module, name } = expression.type;
      return braces(`new Aws.${namespaceOf(module)}.Inputs.${name}Args `, assigned(expression.members));
    }
    case "texts":
      return braces("", [
        ...(expression.comment ? [remarkLikeC(expression.comment)] : []),
        ...Object.entries(expression.members).map(([key, value]) => [`{ ${text(key)}, `, input(value), " }"]),
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
      return braces("new object[] ", itemsOf(expression, plain, remarkLikeC));
    case "document":
      return braces("new Dictionary<string, object?> ", keyed(expression.members));
    case "json":
      return isPlain(expression.of)
        ? ["JsonSerializer.Serialize(", plain(expression.of), ")"]
        : ["Output.JsonSerialize(Output.Create(", plain(expression.of), "))"];
    case "trust":
      return ["JsonSerializer.Serialize(", plain(trustDocument(expression)), ")"];
    case "reference":
      return referenceCode(expression);
    case "concatenation":
      return formatted(expression);
    default:
      return input(expression);
  }
}

function braces(before: string, items: Brackets["items"]): Brackets {
  return { open: `${before}{`, items, close: "}", space: " " };
}

function formatted({ parts }: Concatenation): string {
  const inside = parts.map((part) =>
    typeof part === "string" ? text(part).slice(1, -1).replace(/[{}]/g, "$&$&") : `{${referenceCode(part)}}`,
  );
  return `Output.Format($"${inside.join("")}")`;
}

/** What is in a list is there once the list is. */
function referenceCode({ name, suffix = "", inside, path }: Reference): string {
  const own = variable(name) + suffix;
  const start = inside === undefined ? own : `${variable(inside)}.${pascalName(own)}`;
  const place = path.findIndex((step) => typeof step === "number");
  const steps = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${pascalName(step)}`));
  return place < 0
    ? start + steps.join("")
    : `${start}${steps.slice(0, place).join("")}.Apply(all => all${steps.slice(place).join("")})`;
}

function variable(logicalName: string): string {
  return camelVariable(logicalName, reserved);
}

/** As the provider's SDK has the modules whose names are several words. */
const namespaces: Readonly<Record<string, string>> = { cloudwatch: "CloudWatch", lb: "LB" };

function namespaceOf(module: string): string {
  return namespaces[module] ?? pascalName(module);
}

/** What JSON escapes C# escapes alike; it knows three more ends of lines. */
function text(value: string): string {
  return JSON.stringify(value).replace(/[\u0085\u2028\u2029]/g, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Words of the language. */
const reserved = wordSet(
  "abstract as base bool break byte case catch char checked class const continue decimal default delegate do double " +
    "else enum event explicit extern false finally fixed float for foreach goto if implicit in int interface internal " +
    "is lock long namespace new null object operator out override params private protected public readonly ref return " +
    "sbyte sealed short sizeof stackalloc static string struct switch this throw true try typeof uint ulong unchecked " +
    "unsafe ushort using virtual void volatile while await var yield",
);
