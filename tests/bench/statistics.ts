/** Figures of repeated runs. */

/** The middle one; of an even number of figures the lower one of the two. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) throw new Error("there is no median of no figures");
  return middle;
}

/** Runs all of some things in turn, several times, so that a machine that slows down slows all of them. */
export async function alternately<Name extends string, Figures>(
  names: readonly Name[],
  repetitions: number,
  run: (name: Name) => Promise<Figures>,
): Promise<Record<Name, Figures[]>> {
  const results = Object.fromEntries(names.map((name) => [name, [] as Figures[]])) as Record<Name, Figures[]>;
  for (let repetition = 0; repetition < repetitions; repetition++) {
    // Each is the first one in turn.
    const first = repetition % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) results[name].push(await run(name));
  }
  return results;
}

/** The median of the ratios within each repetition. */
export function ratio(figures: readonly number[], to: readonly number[]): number {
  return median(figures.map((figure, index) => figure / (to[index] ?? Number.NaN)));
}
