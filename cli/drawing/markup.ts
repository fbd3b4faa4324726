/** Text of HTML and XML in which whatever comes from elsewhere is escaped. */

/** Markup that may stand where it is put. Made by `markup`, and by nothing else from what comes from elsewhere. */
export class Markup {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

export type Content = string | number | Markup | readonly Content[];

/** Escapes what is put into the template, unless it is markup already; lists are joined. */
export function markup(template: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(
    template.reduce((before, after, index) => before + text(contents[index - 1] ?? "") + after),
  );
}

function text(content: Content): string {
  if (typeof content === "number") return String(content);
  if (typeof content === "string") return escaped(content);
  return content instanceof Markup ? content.text : content.map(text).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "\u2028": "\u2424",
  "\u2029": "\u2424",
};

/**
 * Safe in text and in quoted attributes, in HTML as in XML. Characters that turn the direction of what follows are
 * replaced: browsers let them reach beyond the element that they stand in.
 */
export function escaped(value: string): string {
  return value.replaceAll(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to write them.
    /[&<>"'\u2028\u2029\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/gu,
    (character) => entities[character] ?? picture(character),
  );
}

/** Something to see in place of a character that is not to stand there. */
function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\ufffd";
}
