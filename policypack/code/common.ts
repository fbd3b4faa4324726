/** What languages have in common when they print. */
import type { Brackets, Code, Remark } from "./layout";
import { camelName } from "./names";
import type { Comment, Expression, List, Piece, Reference } from "./tree";

type Awaiting = Extract<Piece, { kind: "dependsOn" }>;

/** What stands in a list: expressions, and comments among them. */
export function itemsOf(
  { items }: List,
  print: (expression: Expression) => Code,
  remark: (comment: Comment) => Remark,
): Brackets["items"] {
  return items.map((item) =>
    typeof item === "object" && item.kind === "comment" ? remark(item) : print(item),
  );
}

/** What is waited for, and how many there are besides. */
export function awaitedItems(
  { awaited, more }: Awaiting,
  print: (reference: Reference) => Code,
  remark: (comment: Comment) => Remark,
): Brackets["items"] {
  const rest: readonly Comment[] = more > 0 ? [{ kind: "comment", text: `and ${more} more` }] : [];
  return [...awaited.map(print), ...rest.map(remark)];
}

/** As languages have comments that are like C. */
export function remarkLikeC({ text }: Comment): Remark {
  return { remark: `/* ${text} */`, endsLine: false };
}

/** A variable in camel case where a lone underscore is nobody's name. */
export function camelVariable(logicalName: string, reserved: ReadonlySet<string>): string {
  const name = camelName(logicalName, reserved);
  return name === "_" ? "resource" : name;
}
