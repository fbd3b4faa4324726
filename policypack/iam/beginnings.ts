/** Finds among many patterns those that may have something in common with another one. */

/** Fewer are looked at one by one. */
const fewest = 10;

/**
 * Patterns by what stands before their first wildcard or variable: two patterns of which neither beginning is the
 * beginning of the other match nothing in common.
 */
export class Beginnings {
  private readonly byBeginning = new Map<string, number[]>();
  /** In ascending order. */
  private readonly beginnings: readonly string[];
  private readonly lengths: readonly number[];

  constructor(private readonly patterns: readonly string[]) {
    if (patterns.length >= fewest) {
      for (const [place, pattern] of patterns.entries()) {
        const beginning = beginningOf(pattern);
        const others = this.byBeginning.get(beginning);
        if (others) others.push(place);
        else this.byBeginning.set(beginning, [place]);
      }
    }
    this.beginnings = [...this.byBeginning.keys()].sort();
    this.lengths = [...new Set(this.beginnings.map(({ length }) => length))];
  }

  /** Those patterns that are not told apart from another one by their beginnings, in their order. */
  like(pattern: string): readonly string[] {
    if (this.patterns.length < fewest) return this.patterns;
    const beginning = beginningOf(pattern);
    const places: number[] = [];
    for (const length of this.lengths) {
      // Longer ones come below.
      const shorter =
        length < beginning.length ? this.byBeginning.get(beginning.slice(0, length)) : undefined;
      if (shorter) places.push(...shorter);
    }
    for (let at = this.firstFrom(beginning); this.beginnings[at]?.startsWith(beginning); at++)
      places.push(...(this.byBeginning.get(this.beginnings[at] ?? "") ?? []));
    return places.sort((a, b) => a - b).map((place) => this.patterns[place] ?? "");
  }

  /** The place of the first beginning that is not before a text. */
  private firstFrom(text: string): number {
    let [from, to] = [0, this.beginnings.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((this.beginnings[middle] ?? "") < text) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

function beginningOf(pattern: string): string {
  const end = pattern.search(/[*?$]/);
  return end < 0 ? pattern : pattern.slice(0, end);
}
