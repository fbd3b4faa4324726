/**
 * Patterns of IAM: `*` stands for any text, the empty one too, and `?` for one character. A star crosses
 * `/` and `:` (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html).
 */

/** A character that AWS chooses: no pattern names it, only a wildcard matches it. */
export const chosenByAws = "\uE000";

/** Whether the pattern matches the text. */
export function matches(pattern: string, text: string): boolean {
  return reads(pattern, text, undefined);
}

/**
 * Reads a text by a pattern, whose question marks stand for any character but one: each piece between two stars
 * is taken from the first place where it fits, as a later one leaves less to the others.
 */
function reads(pattern: string, text: string, butFor: string | undefined): boolean {
  const [first = "", ...pieces] = pattern.split(/\*+/);
  const last = pieces.pop();
  if (!fits(first, text, 0, butFor)) return false;
  if (last === undefined) return text.length === first.length;
  let from = first.length;
  for (const piece of pieces) {
    const place = placeOf(piece, text, from, butFor);
    if (place < 0) return false;
    from = place + piece.length;
  }
  const end = text.length - last.length;
  return from <= end && fits(last, text, end, butFor);
}

/** Whether a piece without stars fits a text at a place. */
function fits(piece: string, text: string, place: number, butFor: string | undefined): boolean {
  if (!piece.includes("?")) return text.startsWith(piece, place);
  if (place + piece.length > text.length) return false;
  for (let at = 0; at < piece.length; at++) {
    const symbol = piece.charAt(at);
    const character = text.charAt(place + at);
    if (symbol !== character && (symbol !== "?" || character === butFor)) return false;
  }
  return true;
}

/** The first place from another one on where a piece fits; -1 where there is none. */
function placeOf(piece: string, text: string, from: number, butFor: string | undefined): number {
  if (!piece.includes("?")) return text.indexOf(piece, from);
  for (let place = from; place + piece.length <= text.length; place++) {
    if (fits(piece, text, place, butFor)) return place;
  }
  return -1;
}

/**
 * Whether some ARN is matched by both patterns. The second one describes real ARNs: its wildcards stand for
 * names, numbers and paths, which hold no colon.
 */
export function intersects(pattern: string, arns: string): boolean {
  if (!/[*?]/.test(arns)) return matches(pattern, arns);
  if (!startAlike(pattern, arns)) return false;
  const described = new Described(arns);
  let places = described.start;
  for (let at = 0; at < pattern.length && places !== 0n; at++)
    places = described.after(places, pattern.charAt(at));
  return described.isEnd(places);
}

/** Whether what stands before the first wildcards of two patterns does not tell them apart: most are told so. */
function startAlike(one: string, other: string): boolean {
  for (let at = 0; at < one.length && at < other.length; at++) {
    const [symbol, opposite] = [one.charCodeAt(at), other.charCodeAt(at)];
    if (isWildcard(symbol) || isWildcard(opposite)) return true;
    if (symbol !== opposite) return false;
  }
  // One of them is read to its end.
  return true;
}

function isWildcard(symbol: number): boolean {
  return symbol === 42 || symbol === 63;
}

/**
 * A pattern that describes real ARNs, for reading another one beside it. Places are bits: bit n says that what
 * is read of the other pattern, and the first n symbols of this one, can match one text.
 */
export class Described {
  readonly start: bigint;
  private readonly length: bigint;
  private readonly all: bigint;
  private readonly symbols: ReadonlyMap<string, bigint>;
  private readonly stars: bigint;
  private readonly wildcards: bigint;

  constructor(arns: string) {
    const described = collapseStars(arns);
    this.length = BigInt(described.length);
    this.all = (1n << (this.length + 1n)) - 1n;
    this.symbols = placesOfSymbols(described);
    this.stars = this.symbols.get("*") ?? 0n;
    this.wildcards = this.stars | (this.symbols.get("?") ?? 0n);
    this.start = this.passStars(1n);
  }

  /** The places once the next symbol of the other pattern is read; none where nothing matches both any more. */
  after(places: bigint, symbol: string): bigint {
    if (symbol === "*") {
      // Stands for anything that follows: all places from the first one on.
      const first = places & -places;
      return this.all ^ (first - 1n);
    }
    const open = symbol === ":" ? 0n : this.wildcards;
    const agreeing = symbol === "?" ? this.all >> 1n : (this.symbols.get(symbol) ?? 0n) | open;
    // This side goes on by one symbol, or its star takes this one and more.
    return this.passStars(((places & agreeing) << 1n) | (places & open & this.stars));
  }

  /** Whether a text is matched by both, where all of the other pattern is read. */
  isEnd(places: bigint): boolean {
    return places >> this.length === 1n;
  }

  private passStars(places: bigint): bigint {
    return places | ((places & this.stars) << 1n);
  }
}

/** Where each symbol stands in a text, as bits. */
function placesOfSymbols(text: string): Map<string, bigint> {
  const places = new Map<string, bigint>();
  for (let at = 0; at < text.length; at++) {
    const symbol = text.charAt(at);
    places.set(symbol, (places.get(symbol) ?? 0n) | (1n << BigInt(at)));
  }
  return places;
}

/**
 * Whether `outer` matches every text that `inner` matches. May say false where only a closer look would
 * show it (`*?` covers `a*`), never true where it is false.
 */
export function covers(outer: string, inner: string): boolean {
  // Only a star covers a star; a question mark covers one character whichever it is.
  return reads(outer, collapseStars(inner), "*");
}

/** Whether a text has the six segments of an ARN. */
export function isWholeArn(text: string): boolean {
  return text.split(":").length >= 6;
}

/** A pattern that a text of a policy stands for, or may stand for where that cannot be told. */
export interface Reading {
  readonly pattern: string;
  readonly certain: boolean;
}

/** No wildcard but stars at the end, each in a segment of its own but for the first. */
const endsInStars = /^[^*?]*\*+(?::\*+)*$/;

/**
 * What an ARN of a policy stands for. AWS completes one of fewer than six segments with stars, but says as well
 * that a star at the end of a segment may stand for several: where the two differ either may be meant
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html).
 */
export function readings(text: string): Reading[] {
  if (!text.startsWith("arn:") || isWholeArn(text) || endsInStars.test(text))
    return [{ pattern: text, certain: true }];
  const mayBeWhole = text.includes("*") || text.replace(/[^:?]/g, "").length >= 5;
  const written = { pattern: text, certain: !mayBeWhole };
  const completed = { ...written, pattern: text + ":*".repeat(6 - text.split(":").length) };
  const [, , , inRegion = "", ofAccount = ""] = completed.pattern.split(":");
  // A path in the place of an account is none.
  const isPossible = region.test(inRegion) && account.test(ofAccount);
  if (!isPossible) return [written];
  return mayBeWhole ? [written, completed] : [completed];
}

/** Whether a pattern covers another one segment by segment, where no star crosses a colon. */
export function coversBySegments(outer: string, inner: string): boolean {
  const others = parted(inner);
  return parted(outer).every((segment, index) => covers(segment, others[index] ?? ""));
}

/** Whether two patterns intersect segment by segment, where no star crosses a colon. */
export function intersectsBySegments(pattern: string, arns: string): boolean {
  const others = parted(arns);
  return parted(pattern).every((segment, index) => intersects(segment, others[index] ?? ""));
}

/** The part of a pattern that lies within a pattern of ARNs; where its segments do not tell, all of these. */
export function narrow(pattern: string, arns: string): string {
  if (covers(pattern, arns)) return arns;
  if (covers(arns, pattern)) return pattern;
  const limits = segments(arns);
  const written = segments(pattern);
  const isTold = limits.every((limit, index) => intersects(written[index] ?? "", limit));
  if (!isTold) return arns;
  return limits
    .map((limit, index) => {
      const segment = written[index] ?? "";
      return covers(segment, limit) ? limit : segment;
    })
    .join(":");
}

/**
 * ARNs with the partition, Region and account that they leave open taken from a pattern: the place that the
 * pattern speaks of, where it writes one.
 */
export function inPlaceOf(pattern: string, arns: string): string {
  const place = segments(pattern);
  if (place.length < 6) return arns;
  return segments(arns)
    .map((segment, index) => {
      const written = place[index] ?? segment;
      return isPlace(index) && isOpen(segment) && covers(segment, written) ? written : segment;
    })
    .join(":");
}

function isOpen(segment: string): boolean {
  return segment === "*" || segment === "?*";
}

/** Whether a segment of an ARN is its partition, its Region or its account. */
function isPlace(index: number): boolean {
  return index === 1 || index === 3 || index === 4;
}

/** The pattern with any Region and account in the place of its own. */
export function inAnyPlace(pattern: string): string {
  if (!pattern.startsWith("arn:")) return pattern;
  return segments(pattern)
    .map((segment, index) => (index === 3 || index === 4 ? "*" : segment))
    .join(":");
}

/** An account number, or a pattern of some. */
const account = /^[\d*?]*$/;
/** The name of a Region, or a pattern of some. */
const region = /^[a-z\d*?-]*$/;

/**
 * The six segments of an ARN pattern, or fewer where they cannot be told. A star may stand for several: one in
 * the place of the Region, where no account follows it, and one at the end.
 */
function segments(pattern: string): string[] {
  const parts = pattern.split(":");
  if (parts[3] === "*" && !(parts[4] !== undefined && account.test(parts[4]))) parts.splice(4, 0, "*");
  while (parts.length < 6 && pattern.endsWith("*")) parts.push("*");
  return parted(parts.join(":"));
}

/** The segments as they are written; colons after the fifth stand in the last one. */
function parted(text: string): string[] {
  const parts = text.split(":");
  return parts.length < 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}

/** A run of stars means what one star means, and costs as little. */
function collapseStars(pattern: string): string {
  return pattern.replace(/\*{2,}/g, "*");
}
