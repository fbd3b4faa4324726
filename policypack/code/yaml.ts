/** Prints code in YAML, where programs are data already. */
import { inSentence } from "./layout";
import { variableName } from "./names";
import {
  type Comment,
  comment,
  type Expression,
  type List,
  type Members,
  type Piece,
  type Printer,
  type Reference,
  trustDocument,
} from "./tree";

export const yaml: Printer = {
  lines: linesFor,
  inline,
  property: (name) => name,
  idioms: { json: "fn::toJSON", apply: "apply" },
  isOrdered: false,
};

const step = "  ";

function linesFor(piece: Piece): string[] {
  switch (piece.kind) {
    case "resource": {
      const { type, name, members } = piece;
      const key = variable(name);
      return [
        `${plainOr(key)}:`,
        `${step}type: aws:${type.module}:${type.name}`,
        ...(key === name ? [] : [`${step}name: ${scalar(name)}`]),
        `${step}properties:`,
        ...indented(indented(membersOf(members))),
      ];
    }
    case "dependsOn": {
      const more = piece.more > 0 ? [comment(`and ${piece.more} more`)] : [];
      return ["options:", ...indented(["dependsOn:", ...indented(itemLines([...piece.awaited, ...more]))])];
    }
    case "arguments":
    case "members":
      return membersOf(piece.members);
    case "entry":
      return itemLines([piece.entry]);
    case "value":
      return itemLines([piece.of]);
  }
}

/** In one line lists and objects stand in brackets. */
function inline(piece: Piece): string {
  if (piece.kind !== "dependsOn") return inSentence(linesFor(piece));
  return `options: { dependsOn: [${piece.awaited.map((one) => JSON.stringify(interpolated(one))).join(", ")}] }`;
}

function membersOf(members: Members): string[] {
  return Object.entries(members).flatMap(([key, value]) => entry(plainOr(key), value));
}

/** What stands under a key: in its line, or below it. */
function entry(key: string, value: Expression): string[] {
  if (typeof value !== "object") return [`${key}: ${scalar(value)}`];
  switch (value.kind) {
    case "list":
      return listed(key, value);
    case "document":
    case "arguments":
      return [`${key}:`, ...indented(membersOf(value.members))];
    case "texts":
      return [
        `${key}:`,
        ...(value.comment ? [`${step}${remark(value.comment)}`] : []),
        ...indented(membersOf(value.members)),
      ];
    case "json":
      return [`${key}:`, ...indented(["fn::toJSON:", ...indented(membersOf(value.of.members))])];
    case "trust":
      return entry(key, { kind: "json", of: trustDocument(value) });
    default:
      return [`${key}: ${scalar(value)}`];
  }
}

/** A list that the reader is to fill is empty until then. */
function listed(key: string, { items }: List): string[] {
  const isToFill = items.every((item) => typeof item === "object" && item.kind === "comment");
  if (!isToFill) return [`${key}:`, ...indented(itemLines(items))];
  return [`${key}: [] ${items.map((item) => remark(item as Comment)).join(" ")}`];
}

function itemLines(items: readonly (Expression | Comment)[]): string[] {
  return items.flatMap((item) => {
    if (typeof item !== "object") return [`- ${scalar(item)}`];
    switch (item.kind) {
      case "comment":
        return [remark(item)];
      case "document":
      case "arguments":
        return membersOf(item.members).map((line, index) => `${index === 0 ? "- " : step}${line}`);
      case "reference":
      case "concatenation":
        return [`- ${scalar(item)}`];
      default:
        return ["-", ...indented(entry("value", item))];
    }
  });
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => step + line);
}

function scalar(value: Expression): string {
  if (typeof value === "string") return plainOr(literal(value));
  if (typeof value !== "object") return `${value}`;
  if (value.kind === "reference") return interpolated(value);
  if (value.kind !== "concatenation") return "";
  return quoted(
    value.parts.map((part) => (typeof part === "string" ? literal(part) : interpolated(part))).join(""),
  );
}

/** A text in which no dollar begins anything. */
function literal(text: string): string {
  return text.split("$").join("$$");
}

/** Resources go by the keys under which they stand. */
function interpolated({ name, suffix = "", inside, path }: Reference): string {
  const key = variable(name);
  // Those that only a number tells apart elsewhere have keys of their own here.
  const own = suffix === "" || (key === name && /^\d+$/.test(suffix)) ? key : variableName(name) + suffix;
  const steps = path.map((one) => (typeof one === "number" ? `[${one}]` : `.${one}`));
  return `\${${inside === undefined ? "" : `${variable(inside)}.`}${own}${steps.join("")}}`;
}

/** The logical name itself, unless it could not stand between braces. */
function variable(logicalName: string): string {
  return /^[A-Za-z_][\w-]*$/.test(logicalName) || logicalName === "…"
    ? logicalName
    : variableName(logicalName);
}

/** Without quotes where nothing but a text can be meant. */
function plainOr(value: string): string {
  return /^[A-Za-z][\w./-]*(?::[\w./-]+)*$/.test(value) && !words.test(value) ? value : quoted(value);
}

const words = /^(?:true|false|yes|no|on|off|null|y|n)$/i;

/** What JSON escapes YAML escapes alike, and what it does not print. */
function quoted(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function remark({ text }: Comment): string {
  return `# ${text}`;
}
