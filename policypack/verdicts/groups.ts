/** Puts alike things together. */

export function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

/** Groups in the order in which their first members come. */
export function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}
