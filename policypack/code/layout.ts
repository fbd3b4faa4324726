/** Where lines of code end: what brackets hold stands in one line or, where it is long, below each other. */

/** Text, parts one after the other, or what stands in brackets. */
export type Code = string | readonly Code[] | Brackets;

export interface Brackets {
  readonly open: string;
  readonly items: readonly (Code | Remark)[];
  readonly close: string;
  /** Between the brackets and what they hold, where all is in one line. */
  readonly space?: string;
  /** Whether each item has a line of its own, however short it is. */
  readonly isLong?: boolean;
  /** What stands behind items: a comma each, commas between them only, or nothing, as behind calls in a chain. */
  readonly behind?: "comma" | "comma between" | "nothing";
}

/** A comment among items. */
export interface Remark {
  readonly remark: string;
  /** Whether nothing can follow it in its line. */
  readonly endsLine: boolean;
}

export interface Layout {
  /** Of each step. */
  readonly indent: string;
  /** In characters. */
  readonly width: number;
}

function isBrackets(code: Code | Remark): code is Brackets {
  return typeof code === "object" && "items" in code;
}

function isRemark(code: Code | Remark): code is Remark {
  return typeof code === "object" && "remark" in code;
}

/** The lines of some code. */
export function linesOf(code: Code, layout: Layout): string[] {
  return printed(code, layout, "", 0).split("\n");
}

/** Lines as one, without the comma that stands behind an argument among others. */
export function inSentence(lines: readonly string[]): string {
  return lines
    .map((line) => line.trim())
    .join(" ")
    .replace(/,$/, "");
}

function printed(code: Code, layout: Layout, indent: string, column: number): string {
  if (typeof code === "string") return code;
  if (!isBrackets(code)) {
    let text = "";
    for (const part of code) text += printed(part, layout, indent, columnAfter(text, column));
    return text;
  }
  const isShort = !mustBreak(code) && column + inOneLine(code).length <= layout.width;
  if (isShort) return inOneLine(code);
  const { open, items, close, isLong = false } = code;
  // A single one stands close to the brackets, and breaks by itself.
  const [only, ...more] = items;
  const isAlone = only !== undefined && more.length === 0 && code.behind !== "nothing" && !isRemark(only);
  const flows = !isLong && (layout.width === Number.POSITIVE_INFINITY || (isAlone && isBrackets(only)));
  if (flows) {
    let text = open + (code.space ?? "");
    items.forEach((item, index) => {
      if (index > 0) text += " ";
      text += isRemark(item)
        ? item.remark
        : printed(item, layout, indent, columnAfter(text, column)) + separator(code, index);
    });
    return text + (code.space ?? "") + close;
  }
  const inner = indent + layout.indent;
  const lines = items.map((item, index) =>
    isRemark(item)
      ? inner + item.remark
      : inner + printed(item, layout, inner, inner.length) + separator(code, index, true),
  );
  const closing = close === "" ? [] : [indent + close];
  return [open, ...lines, ...closing].join("\n");
}

function columnAfter(text: string, column: number): number {
  const end = text.lastIndexOf("\n");
  return end < 0 ? column + text.length : text.length - end - 1;
}

/** What stands behind an item: in lines of their own, the last one has a comma, too, where the language takes it. */
function separator({ items, behind = "comma" }: Brackets, index: number, isLong = false): string {
  if (behind === "nothing") return "";
  const later = items.slice(index + 1);
  if (behind === "comma between") return later.some((item) => !isRemark(item)) ? "," : "";
  return isLong || later.length > 0 ? "," : "";
}

function mustBreak(code: Code | Remark): boolean {
  if (typeof code === "string") return false;
  if (isRemark(code)) return code.endsLine;
  return isBrackets(code) ? (code.isLong ?? false) || code.items.some(mustBreak) : code.some(mustBreak);
}

function inOneLine(code: Code | Remark): string {
  if (typeof code === "string") return code;
  if (isRemark(code)) return code.remark;
  if (!isBrackets(code)) return code.map(inOneLine).join("");
  const { open, items, close, behind } = code;
  const between = behind === "nothing" ? "" : " ";
  const inside = items.map((item, index) => inOneLine(item) + (isRemark(item) ? "" : separator(code, index)));
  const space = items.length > 0 ? (code.space ?? "") : "";
  return open + space + inside.join(between) + space + close;
}
