/**
 * Words of the program's own language in the sentences of messages. What is found wrong is put into words long before
 * it is known in which language it is told: until then such words are marked, and here is all that knows of the marks.
 */
import { asArguments, type Idiom, type Members, type Printer } from "./tree";

/** Characters that stand in no text of ours, nor, but for mischief, in a name of a program's. */
const [start, end] = ["\u{f0000}", "\u{f0001}"];

/**
 * A property, an argument or an option, as the program calls it.
 * @param path names of the provider's schema, with dots between
 */
export function propertyName(path: string): string {
  return `${start}${path}${end}`;
}

/** An argument with its value, as the program sets it. */
export function setting(members: Members): string {
  return `${start}${JSON.stringify(members)}${end}`;
}

/** What the language has for it. */
export function idiom(name: Idiom): string {
  return `${start}"${name}"${end}`;
}

/** A text in the words of a language. */
export function inWords(text: string, printer: Printer): string {
  return text.replace(marked, (_, word: string) => wordOf(word, printer));
}

const marked = new RegExp(`${start}([^${start}${end}]*)${end}`, "gu");

function wordOf(word: string, printer: Printer): string {
  try {
    if (word.startsWith("{")) return printer.inline(asArguments(JSON.parse(word)));
    if (word.startsWith('"')) return printer.idioms[JSON.parse(word) as Idiom] ?? "";
  } catch {
    // Somebody's own name has the marks in it.
    return "";
  }
  return word.split(".").map(printer.property).join(".");
}
