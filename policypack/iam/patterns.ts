/** Many patterns that are compared with one. */
import { Described } from "./globs";

/** Patterns in alphabetical order, so that what several begin with is read once for all of them. */
export class Patterns<T> {
  private readonly sorted: readonly (readonly [pattern: string, value: T])[];
  /** How many symbols each has in common with the one before. */
  private readonly common: readonly number[];

  constructor(patterns: readonly (readonly [pattern: string, value: T])[]) {
    this.sorted = [...patterns].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    this.common = this.sorted.map(([pattern], index) =>
      commonStart(pattern, this.sorted[index - 1]?.[0] ?? ""),
    );
  }

  /** The values of the patterns that match one of the ARNs which the other pattern describes. */
  intersecting(arns: string): T[] {
    const found: T[] = [];
    const described = new Described(arns);
    // After each symbol of the last pattern that was read, as far as it was.
    const places = [described.start];
    for (const [index, [pattern, value]] of this.sorted.entries()) {
      const common = this.common[index] ?? 0;
      // What it shares with the last one matches nothing.
      if (common >= places.length) continue;
      places.length = common + 1;
      let last = places[common] ?? 0n;
      for (let at = common; at < pattern.length && last !== 0n; at++) {
        last = described.after(last, pattern.charAt(at));
        if (last !== 0n) places.push(last);
      }
      if (described.isEnd(last)) found.push(value);
    }
    return found;
  }
}

function commonStart(one: string, other: string): number {
  let at = 0;
  while (at < one.length && at < other.length && one.charAt(at) === other.charAt(at)) at++;
  return at;
}
