/** Reads JSON, and notices what `JSON.parse` passes over. */

/** What a text of JSON says. */
export type Parsed =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "no JSON" }
  /** An object has the same name twice: which of the two values counts is not defined. */
  | { readonly kind: "repeated name" };

export function parseJson(text: string): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: "no JSON" };
  }
  return repeatsName(text) ? { kind: "repeated name" } : { kind: "value", value };
}

/** Whether an object in a text that is JSON has a name twice; goes through the text once. */
function repeatsName(text: string): boolean {
  /** The names of each object that is open; undefined for a list. */
  const open: (Set<unknown> | undefined)[] = [];
  let isName = false;
  for (let at = 0; at < text.length; at++) {
    switch (text.charAt(at)) {
      case "{":
        open.push(new Set());
        isName = true;
        break;
      case "[":
        open.push(undefined);
        isName = false;
        break;
      case "}":
      case "]":
        open.pop();
        isName = false;
        break;
      case ",":
        isName = open.at(-1) !== undefined;
        break;
      case '"': {
        const end = endOfText(text, at);
        const names = isName ? open.at(-1) : undefined;
        const name = names && nameIn(text.slice(at, end));
        if (names?.has(name)) return true;
        names?.add(name);
        isName = false;
        at = end - 1;
      }
    }
  }
  return false;
}

/** A name as it is meant: the same one can be written in several ways. */
function nameIn(quoted: string): unknown {
  return quoted.includes("\\") ? JSON.parse(quoted) : quoted.slice(1, -1);
}

/** The place after the quote that ends a text: one that no backslash takes for itself. */
function endOfText(json: string, start: number): number {
  let quote = json.indexOf('"', start + 1);
  while (backslashesBefore(json, quote) % 2 === 1) quote = json.indexOf('"', quote + 1);
  return quote + 1;
}

function backslashesBefore(text: string, place: number): number {
  let at = place;
  while (text.charAt(at - 1) === "\\") at--;
  return place - at;
}
