/**
 * Patterns of IAM: `*` stands for any text, the empty one too, and `?` for one character. A star crosses
 * `/` and `:` (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html).
 */

/** Whether the pattern matches the text; time grows with the product of stars and text at the worst. */
export function matches(pattern: string, text: string): boolean {
  return reads(pattern, text, (symbol, character) => symbol === "?" || symbol === character);
}

/**
 * Reads a text by a pattern of which only the stars are special; `fits` tells whether another symbol stands
 * for a character.
 */
function reads(pattern: string, text: string, fits: (symbol: string, character: string) => boolean): boolean {
  let at = 0;
  let inText = 0;
  let star = -1;
  let resume = 0;
  while (inText < text.length) {
    const symbol = pattern[at];
    if (symbol === "*") {
      star = at++;
      resume = inText;
    } else if (symbol !== undefined && fits(symbol, text.charAt(inText))) {
      at++;
      inText++;
    } else if (star >= 0) {
      // Let the last star take one character more; earlier stars never need to be reconsidered.
      at = star + 1;
      inText = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}

/**
 * Whether some ARN is matched by both patterns. The second one describes real ARNs: its wildcards stand for
 * names, numbers and paths, which hold no colon.
 */
export function intersects(pattern: string, arns: string): boolean {
  const a = collapseStars(pattern);
  const b = collapseStars(arns);
  // reachable[j]: what is read so far of `a`, and the first j symbols of `b`, can match one text.
  let reachable: boolean[] = [];
  for (let i = 0; i <= a.length; i++) {
    const next: boolean[] = [];
    for (let j = 0; j <= b.length; j++) {
      const [left, right] = [i > 0 ? a[i - 1] : undefined, j > 0 ? b[j - 1] : undefined];
      const both = left !== undefined && right !== undefined && agree(left, right);
      next.push(
        (i === 0 && j === 0) ||
          // A star may stand for nothing, …
          (left === "*" && reachable[j] === true) ||
          (right === "*" && next[j - 1] === true) ||
          // … for one symbol of the other side, or for one more.
          (both && reachable[j - 1] === true) ||
          (both && left === "*" && next[j - 1] === true) ||
          (both && right === "*" && reachable[j] === true),
      );
    }
    reachable = next;
  }
  return reachable[b.length] === true;
}

/** Whether two symbols can stand for one character; the right one, when it is a wildcard, for no colon. */
function agree(left: string, right: string): boolean {
  if (right === "*" || right === "?") return left !== ":";
  return left === right || left === "?" || left === "*";
}

/**
 * Whether `outer` matches every text that `inner` matches. May say false where only a closer look would
 * show it (`?*` covers `a*`), never true where it is false.
 */
export function covers(outer: string, inner: string): boolean {
  // Only a star covers a star; a question mark covers one character whichever it is.
  return reads(
    collapseStars(outer),
    collapseStars(inner),
    (symbol, covered) => covered !== "*" && (symbol === "?" || symbol === covered),
  );
}

/** The part of a pattern that lies within a pattern of ARNs, as far as their segments tell. */
export function narrow(pattern: string, arns: string): string {
  if (covers(pattern, arns)) return arns;
  if (covers(arns, pattern)) return pattern;
  const within = segments(arns);
  return segments(pattern)
    .map((segment, index) => {
      const limit = within[index] ?? "*";
      return covers(segment, limit) ? limit : segment;
    })
    .join(":");
}

/** The pattern with any Region and account in the place of its own. */
export function inAnyPlace(pattern: string): string {
  if (!pattern.startsWith("arn:")) return pattern;
  return segments(pattern)
    .map((segment, index) => (index === 3 || index === 4 ? "*" : segment))
    .join(":");
}

/** The six segments of an ARN pattern; a star at its end stands for those that it does not write. */
function segments(pattern: string): string[] {
  const parts = pattern.split(":");
  const written = [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(":")] : [])];
  while (written.length < 6 && pattern.endsWith("*")) written.push("*");
  return written;
}

/** A run of stars means what one star means, and costs as little. */
function collapseStars(pattern: string): string {
  return pattern.replace(/\*{2,}/g, "*");
}
