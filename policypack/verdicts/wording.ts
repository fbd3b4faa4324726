/** Names and lists as messages and finding ids hold them. */
import { idiom } from "../code/words";

/** Makes part of a finding id from a name. */
export function idPart(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9._-]/g, "-");
}

/** How many names a message lists; a stack of thousands would print megabytes. */
export const mostNames = 10;

/** How many finding ids it lists: each can be named in an exemption. */
export const mostIds = 100;

/** Names in backquotes, as a list in a sentence. */
export function named(names: readonly string[]): string {
  return joined(names.map((name) => `\`${name}\``));
}

/** For what follows a colon. */
export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** For what begins a sentence. */
export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Texts as a list in a sentence. */
export function joined(texts: readonly string[]): string {
  const shown = shorten(texts);
  const last = shown.pop() ?? "";
  return shown.length > 0 ? `${shown.join(", ")} and ${last}` : last;
}

/** The first of many, and how many there are besides. */
export function shorten(texts: readonly string[], most = mostNames): string[] {
  return texts.length <= most ? [...texts] : [...texts.slice(0, most), `${texts.length - most} more`];
}

/** For presumed violations that rest on something's not being there. */
export function ifMadeInApply(what: string): string {
  return `If ${what} is made inside of \`${idiom("apply")}\`, it is not in this preview: make it outside, with the Output as an argument.`;
}

export const policiesInApply = ifMadeInApply("a policy");
