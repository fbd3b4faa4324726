/** The order of services inside their waves that keeps lines short. */
import type { Service } from "../report/report";
import type { Edge } from "./edges";

/** What takes a place in a wave: a service, or the passage of a line between services of other waves. */
export interface Item {
  /** Index among the services. */
  readonly service?: number;
  readonly passage?: Edge;
}

const sweeps = 6;

/**
 * The items of each wave, from above. Each sweep puts the items of a wave where their neighbours in the waves that
 * were ordered before it are in the mean.
 * @param edges what is to be short
 * @param routed those that get a passage through the waves between their ends
 */
export function inOrder(
  services: readonly Service[],
  edges: readonly Edge[],
  routed: readonly Edge[],
): readonly (readonly Item[])[] {
  const items: readonly Item[] = services.map((_, service) => ({ service }));
  const waves = Array.from(
    { length: 1 + Math.max(-1, ...services.map(({ wave }) => wave)) },
    (): Item[] => [],
  );
  for (const [index, { wave }] of services.entries()) waves[wave]?.push(...items.slice(index, index + 1));
  const neighbours = new Map<Item, Item[]>();
  const chained = new Set(routed);
  for (const edge of edges) {
    const chain = chainOf(edge, items, services, chained.has(edge) ? waves : []);
    for (const [index, item] of chain.entries()) {
      const next = chain[index + 1];
      if (next === undefined) continue;
      join(neighbours, item, next);
      join(neighbours, next, item);
    }
  }
  return swept(waves, neighbours);
}

function join(neighbours: Map<Item, Item[]>, item: Item, other: Item): void {
  const known = neighbours.get(item);
  if (known === undefined) neighbours.set(item, [other]);
  else known.push(other);
}

/** The ends of an edge, and between them its passages, which are added to the waves. */
function chainOf(
  edge: Edge,
  items: readonly Item[],
  services: readonly Service[],
  waves: readonly Item[][],
): readonly Item[] {
  const ends = [edge.from, edge.to].sort(
    (one, other) => (services[one]?.wave ?? 0) - (services[other]?.wave ?? 0),
  );
  const [first, last] = ends.map((end) => services[end]?.wave ?? 0);
  const between = waves.slice((first ?? 0) + 1, last).map((wave) => {
    const passage: Item = { passage: edge };
    wave.push(passage);
    return passage;
  });
  const [start, end] = ends.map((index) => items[index]);
  return start === undefined || end === undefined ? [] : [start, ...between, end];
}

function swept(
  waves: readonly Item[][],
  neighbours: ReadonlyMap<Item, readonly Item[]>,
): readonly (readonly Item[])[] {
  const wave = new Map(waves.flatMap((items, index) => items.map((item) => [item, index] as const)));
  const position = new Map<Item, number>();
  for (const items of waves) place(items, position);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const forward = sweep % 2 === 0;
    for (const items of forward ? waves : waves.toReversed()) {
      const wanted = new Map(
        items.map((item) => {
          const own = wave.get(item) ?? 0;
          const near = (neighbours.get(item) ?? []).filter((other) => {
            const theirs = wave.get(other) ?? 0;
            return theirs === own || theirs < own === forward;
          });
          const positions = near.map((other) => position.get(other) ?? 0);
          return [item, mean(positions) ?? position.get(item) ?? 0] as const;
        }),
      );
      items.sort((one, other) => (wanted.get(one) ?? 0) - (wanted.get(other) ?? 0));
      place(items, position);
    }
  }
  return waves;
}

/** Positions are counted from the middle of a wave, because waves are centred. */
function place(items: readonly Item[], position: Map<Item, number>): void {
  for (const [index, item] of items.entries()) position.set(item, index - (items.length - 1) / 2);
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
