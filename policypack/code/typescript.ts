/** Prints code in TypeScript, which JavaScript is, too. */
import { awaitedItems, itemsOf, remarkLikeC } from "./common";
import { type Brackets, type Code, inSentence, linesOf } from "./layout";
import { variableName } from "./names";
import {
  type Comment,
  type Expression,
  isPlain,
  type Members,
  type Piece,
  type Printer,
  type Reference,
} from "./tree";

/** Lines are as long as they are: the tree says what stands below each other. */
const layout = { indent: "  ", width: Number.POSITIVE_INFINITY };

export const typescript: Printer = {
  lines: linesFor,
  inline: (piece) => inSentence(linesFor(piece)),
  property: (name) => name,
  idioms: { json: "pulumi.jsonStringify", apply: "apply" },
  isOrdered: true,
};

function linesFor(piece: Piece): string[] {
  switch (piece.kind) {
    case "resource": {
      const { type, name, members, isNamed } = piece;
      const isLong = isNamed ?? false;
      const made = `new aws.${type.module}.${type.name}(${JSON.stringify(name)}, `;
      const start = isNamed ? `const ${variableName(name)} = ${made}` : made;
      return linesOf([start, object(members, isLong), ");"], layout);
    }
    case "dependsOn": {
      const awaited = brackets(awaitedItems(piece, referenceCode, remarkLikeC));
      return linesOf({ open: "{", items: [["dependsOn: ", awaited]], close: "}", space: " " }, layout);
    }
    case "arguments":
    case "members":
      return Object.entries(piece.members).flatMap(([key, value]) =>
        linesOf([`${keyCode(key)}: `, code(value), ","], layout),
      );
    case "entry":
      return linesOf([code(piece.entry), ","], layout);
    case "value":
      return linesOf([code(piece.of), piece.isOneOfSeveral ? "," : ""], layout);
  }
}

function code(expression: Expression): Code {
  if (typeof expression !== "object") return JSON.stringify(expression);
  switch (expression.kind) {
    case "list":
      return brackets(itemsOf(expression, code, remarkLikeC), expression.isLong);
    case "document":
      return object(expression.members, expression.isLong);
    case "arguments":
      return object(expression.members);
    case "texts":
      return object(expression.members, false, expression.comment);
    case "json":
      return [isPlain(expression.of) ? "JSON.stringify(" : "pulumi.jsonStringify(", code(expression.of), ")"];
    case "trust":
      return `aws.iam.assumeRolePolicyForPrincipal({ Service: ${JSON.stringify(expression.service)} })`;
    case "reference":
      return referenceCode(expression);
    case "concatenation":
      return `pulumi.interpolate\`${expression.parts
        .map((part) => (typeof part === "string" ? inTemplate(part) : `\${${referenceCode(part)}}`))
        .join("")}\``;
  }
}

function referenceCode({ name, suffix = "", inside, path }: Reference): string {
  const variable = variableName(name) + suffix;
  const steps = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`));
  return `${inside === undefined ? "" : `${variableName(inside)}.`}${variable}${steps.join("")}`;
}

function object(members: Members, isLong = false, comment?: Comment): Brackets {
  const items = Object.entries(members).map(([key, value]) => [`${keyCode(key)}: `, code(value)]);
  return {
    open: "{",
    items: comment ? [remarkLikeC(comment), ...items] : items,
    close: "}",
    space: " ",
    isLong,
  };
}

function brackets(items: Brackets["items"], isLong = false): Brackets {
  return { open: "[", items, close: "]", isLong };
}

function keyCode(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}

function inTemplate(text: string): string {
  return text.replace(/[\\`]|\$\{/g, "\\$&");
}
