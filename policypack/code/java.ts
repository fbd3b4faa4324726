/** Prints code in Java. */
import { awaitedItems, camelVariable, itemsOf, remarkLikeC } from "./common";
import { type Brackets, type Code, inSentence, linesOf } from "./layout";
import { wordSet } from "./names";
import {
  type Comment,
  type Concatenation,
  type Document,
  distinct,
  type Expression,
  type List,
  type Members,
  type Piece,
  type Printer,
  type Reference,
  trustDocument,
} from "./tree";

const layout = { indent: "    ", width: 100 };

export const java: Printer = {
  lines: linesFor,
  inline: (piece) => inSentence(linesFor(piece)),
  property: (name) => name,
  idioms: { json: "serializeJson", apply: "applyValue" },
  isOrdered: true,
};

/** What stands for an output in a document: its value, of which there is none before its resource is made. */
type ValueFor = (output: Reference | Concatenation) => string;

function linesFor(piece: Piece): string[] {
  switch (piece.kind) {
    case "resource": {
      const { type, name, members, isNamed } = piece;
      const made = `new ${type.name}(${text(name)}, `;
      return linesOf(
        [isNamed ? `var ${variable(name)} = ` : "", made, built(`${type.name}Args`, members), ");"],
        layout,
      );
    }
    case "dependsOn": {
      const awaited = call(".dependsOn(", awaitedItems(piece, referenceCode, remarkLikeC));
      const options = piece.ofComponent ? "ComponentResourceOptions" : "CustomResourceOptions";
      return linesOf(chain(options, [awaited]), layout);
    }
    case "arguments":
      return steps(piece.members).flatMap((step) => linesOf(step, layout));
    case "members": {
      const { outputs, valueFor } = named(Object.values(piece.members));
      const lines = Object.entries(piece.members).flatMap(([key, value]) =>
        linesOf([property(key, value, valueFor), ","], layout),
      );
      return [...outputs, ...lines];
    }
    case "entry":
      return linesOf([input(piece.entry), ","], layout);
    case "value": {
      const { outputs, valueFor } = named([piece.of]);
      return [...outputs, ...linesOf([plain(piece.of, valueFor), piece.isOneOfSeveral ? "," : ""], layout)];
    }
  }
}

/** Parts of a document that stand alone: values go by names, and comments say of what. */
function named(parts: readonly Expression[]): { outputs: string[]; valueFor: ValueFor } {
  const outputs = outputsIn(parts);
  return {
    outputs: outputs.map((output) => `// inside of ${code(output)}.applyValue(${valueName(output)} -> …)`),
    valueFor: valueName,
  };
}

/** As an argument of a resource takes it. */
function input(expression: Expression): Code {
  if (typeof expression === "string") return text(expression);
  if (typeof expression !== "object") return `${expression}`;
  switch (expression.kind) {
    case "arguments":
      return built(`${expression.type.name}Args`, expression.members);
    case "texts": {
      const { comment, members } = expression;
      const entries = (valueFor: ValueFor) => [
        ...(comment ? [remarkLikeC(comment)] : []),
        ...Object.entries(members).flatMap(([key, value]) => [text(key), plain(value, valueFor)]),
      ];
      return lifted(Object.values(members), (valueFor) => call("Map.of(", entries(valueFor)));
    }
    case "json":
      return serialized(expression.of);
    case "trust":
      return serialized(trustDocument(expression));
    case "reference":
    case "concatenation":
      return code(expression);
    default:
      return plain(expression, code);
  }
}

function serialized(of: Document): Code {
  return lifted([of], (valueFor) => ["serializeJson(", plain(of, valueFor), ")"]);
}

/** What is made of the values of outputs, once they are there. */
function lifted(parts: readonly Expression[], make: (valueFor: ValueFor) => Code): Code {
  const outputs = outputsIn(parts);
  const [only, ...more] = outputs;
  if (!only) return make(code);
  if (more.length === 0) return [`${code(only)}.applyValue(${valueName(only)} -> `, make(valueName), ")"];
  const placeOf = new Map(outputs.map((output, index) => [JSON.stringify(output), index]));
  const all = call("Output.all(", outputs.map(code));
  return [
    all,
    ".applyValue(all -> ",
    make((output) => `all.get(${placeOf.get(JSON.stringify(output))})`),
    ")",
  ];
}

function outputsIn(parts: readonly Expression[]): (Reference | Concatenation)[] {
  return distinct(parts.flatMap(collect));
}

function collect(expression: Expression | Comment): (Reference | Concatenation)[] {
  if (typeof expression !== "object") return [];
  if (expression.kind === "reference" || expression.kind === "concatenation") return [expression];
  if (expression.kind === "list") return expression.items.flatMap(collect);
  return expression.kind === "document" ? Object.values(expression.members).flatMap(collect) : [];
}

/** As JSON holds it. */
function plain(expression: Expression, valueFor: ValueFor): Code {
  if (typeof expression !== "object") return input(expression);
  switch (expression.kind) {
    case "list":
      return call(
        "jsonArray(",
        itemsOf(expression, (item) => plain(item, valueFor), remarkLikeC),
      );
    case "document":
      return call(
        "jsonObject(",
        Object.entries(expression.members).map(([key, value]) => property(key, value, valueFor)),
      );
    case "reference":
    case "concatenation":
      return valueFor(expression);
    default:
      return input(expression);
  }
}

function property(key: string, value: Expression, valueFor: ValueFor): Code {
  return call("jsonProperty(", [text(key), plain(value, valueFor)]);
}

/** Each argument is a call of the builder. */
function steps(members: Members): Code[] {
  return Object.entries(members).map(([name, value]) =>
    typeof value === "object" && value.kind === "list"
      ? given(name, value)
      : [`.${name}(`, input(value), ")"],
  );
}

/** Texts and objects stand one after the other; outputs are made one list. */
function given(name: string, value: List): Code {
  const hasOutputs = value.items.some((item) => typeof item === "object" && item.kind === "reference");
  const items = itemsOf(value, input, remarkLikeC);
  return hasOutputs ? [`.${name}(`, call("Output.all(", items), ")"] : call(`.${name}(`, items);
}

function built(type: string, members: Members): Brackets {
  return chain(type, steps(members));
}

function chain(type: string, calls: readonly Code[]): Brackets {
  return { open: `${type}.builder()`, items: [...calls, ".build()"], close: "", behind: "nothing" };
}

function call(open: string, items: Brackets["items"]): Brackets {
  return { open, items, close: ")", behind: "comma between" };
}

function code(output: Reference | Concatenation): string {
  if (output.kind === "reference") return referenceCode(output);
  const format = output.parts.map((part) => (typeof part === "string" ? part.replaceAll("%", "%%") : "%s"));
  const values = output.parts.filter((part) => typeof part !== "string").map(referenceCode);
  return `Output.format(${[text(format.join("")), ...values].join(", ")})`;
}

/** What is in a list is there once the list is; what may be absent is asked for. */
function referenceCode({ name, suffix = "", inside, path }: Reference): string {
  const own = variable(name) + suffix;
  const start = inside === undefined ? own : `${variable(inside)}.${own}()`;
  const place = path.findIndex((step) => typeof step === "number");
  const calls = path.map((step) => (typeof step === "number" ? `.get(${step})` : `.${step}()`));
  return place < 0
    ? start + calls.join("")
    : `${start}${calls.slice(0, place).join("")}.applyValue(all -> all${calls.slice(place).join("")}.orElseThrow())`;
}

/** As the value of `database.arn()` is `databaseArn`. */
function valueName(output: Reference | Concatenation): string {
  const reference =
    output.kind === "reference" ? output : output.parts.find((part) => typeof part !== "string");
  if (!reference) return "value";
  const last = reference.path.findLast((step) => typeof step === "string") ?? "value";
  return `${variable(reference.name)}${reference.suffix ?? ""}${last.charAt(0).toUpperCase()}${last.slice(1)}`;
}

function variable(logicalName: string): string {
  return camelVariable(logicalName, reserved);
}

/** What JSON escapes Java escapes alike. */
function text(value: string): string {
  return JSON.stringify(value);
}

/** Words of the language. */
const reserved = wordSet(
  "abstract assert boolean break byte case catch char class const continue default do double else enum extends final " +
    "finally float for goto if implements import instanceof int interface long native new package private protected " +
    "public return short static strictfp super switch synchronized this throw throws transient try void volatile while " +
    "true false null var yield record ctx all",
);
