/** What a message is made of: lines of prose with names in backquotes, and code, which is indented. */

export type Part = { readonly prose: string } | { readonly code: string };

const indent = "    ";

export function partsOf(message: string): Part[] {
  const parts: Part[] = [];
  let code: string[] = [];
  const endCode = () => {
    const text = code.join("\n").trimEnd();
    if (text !== "") parts.push({ code: text });
    code = [];
  };
  for (const line of linesOf(message)) {
    if (line.startsWith(indent)) code.push(line.slice(indent.length));
    else if (line.trim() === "") code.push("");
    else {
      endCode();
      parts.push({ prose: line.trim() });
    }
  }
  endCode();
  return parts;
}

export function linesOf(text: string): string[] {
  return text.split(/\r\n?|\n/);
}

/** The line that stands alone. */
export function firstLine(message: string): string {
  return linesOf(message)[0]?.trim() ?? "";
}

export type Span = { readonly name: string } | { readonly words: string };

/** A line in names, which are in backquotes, and what is between them. */
export function spansOf(line: string): Span[] {
  return line
    .split(/`([^`]+)`/)
    .map((text, index) => (index % 2 === 1 ? { name: text } : { words: text }))
    .filter((span) => "name" in span || span.words !== "");
}

/** Without markup: names in single quotes, code as it is. */
export function plain(message: string): string {
  return linesOf(message)
    .map((line) => (line.startsWith(indent) ? line : plainLine(line)))
    .join("\n");
}

function plainLine(line: string): string {
  return spansOf(line)
    .map((span) => ("name" in span ? `'${span.name}'` : span.words))
    .join("");
}

/** A number of things, in words: `1 stack`, `2 stacks`. */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}

/** With U+FFFD for halves of characters that are outside of the basic plane: they have no form in UTF-8. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\uFFFD");
}
