/** Patterns of IAM as regular expressions, to be read beside AWS's words; nothing of the pack is used. */

/** Part of a pattern: a wildcard, or text that stands for itself. */
export type Part = { readonly wildcard: "*" | "?" } | { readonly text: string };

/**
 * A star stands for any characters, none included, and a question mark for one; both go across the segments of an ARN
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html).
 */
export function partsOf(pattern: string): Part[] {
  return pattern
    .split(/([*?])/)
    .filter((part) => part !== "")
    .map((part) => (part === "*" || part === "?" ? { wildcard: part } : { text: part }));
}

/** Whether parts of a pattern match all of a text. */
export function partsMatch(parts: readonly Part[], text: string, { ignoresCase = false } = {}): boolean {
  const source = parts.map((part) => {
    if ("text" in part) return part.text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
    return part.wildcard === "*" ? "[^]*" : "[^]";
  });
  return expression(`^${source.join("")}$`, ignoresCase ? "i" : "").test(text);
}

/** Made once: to make one takes longer than to use it. */
const expressions = new Map<string, RegExp>();

function expression(source: string, flags: string): RegExp {
  const known = expressions.get(flags + source) ?? new RegExp(source, flags);
  expressions.set(flags + source, known);
  return known;
}

/** Whether a pattern matches all of a text. */
export function fits(pattern: string, text: string, options?: { readonly ignoresCase?: boolean }): boolean {
  return partsMatch(partsOf(pattern), text, options);
}
