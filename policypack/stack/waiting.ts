/** What waits for what: the engine creates a resource only after those that it waits for. */
import type { Graph } from "./graph";
import type { Resource } from "./resources";

/** Some of the resources of an order, for questions about many at once. */
export type Members = Uint32Array;

/**
 * Which of some resources wait for which: the engine starts to create a resource only when those that it waits
 * for have been created. One pass over the edges answers for all of them.
 */
export class Order {
  private readonly places = new Map<string, number>();
  private readonly reached = new Map<string, Uint32Array>();
  private readonly words: number;

  constructor(
    private readonly graph: Graph,
    among: readonly Resource[],
  ) {
    for (const [index, { urn }] of among.entries()) this.places.set(urn, index);
    this.words = Math.ceil(among.length / 32);
    for (const { urn } of among) this.reach(urn);
  }

  waits(waiting: Resource, awaited: Resource): boolean {
    const place = this.places.get(awaited.urn);
    const set = this.reached.get(waiting.urn);
    return place !== undefined && set !== undefined && hasBit(set, place);
  }

  members(resources: readonly Resource[]): Members {
    const members = new Uint32Array(this.words);
    for (const { urn } of resources) addBit(members, this.places.get(urn));
    return members;
  }

  /** The places in `among` of those members that a resource does not wait for, itself left out. */
  unawaited(waiting: Resource, members: Members): number[] {
    const set = this.reached.get(waiting.urn);
    const own = this.places.get(waiting.urn);
    const found: number[] = [];
    for (let word = 0; word < this.words; word++) {
      let left = (members[word] ?? 0) & ~(set?.[word] ?? 0);
      while (left !== 0) {
        const bit = 31 - Math.clz32(left & -left);
        left &= left - 1;
        const place = word * 32 + bit;
        if (place !== own) found.push(place);
      }
    }
    return found;
  }

  /** Whether one resource waits for another, of which neither need be among those of this order. */
  leadsTo(waiting: string, awaited: string): boolean {
    const seen = new Set<string>();
    const pending = [waiting];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      for (const target of this.targets(node)) {
        if (target === awaited) return true;
        if (!seen.has(target)) pending.push(target);
        seen.add(target);
      }
    }
    return false;
  }

  /** Fills `reached` for everything that can be reached from a node, the farthest first. */
  private reach(start: string): void {
    const pending: { node: string; targets: string[]; next: number }[] = [];
    const enter = (node: string) => {
      // Entered before its own edges are followed: an edge back to it, which no engine makes, ends here.
      this.reached.set(node, new Uint32Array(this.words));
      pending.push({ node, targets: this.targets(node), next: 0 });
    };
    if (!this.reached.has(start)) enter(start);
    for (let frame = pending.at(-1); frame !== undefined; frame = pending.at(-1)) {
      const target = frame.targets[frame.next];
      if (target === undefined) {
        pending.pop();
        continue;
      }
      const reached = this.reached.get(target);
      if (reached === undefined) {
        enter(target);
        continue;
      }
      // Only now, so that the target's own set is complete.
      frame.next++;
      const own = this.reached.get(frame.node);
      if (own === undefined) continue;
      for (let word = 0; word < this.words; word++) own[word] = (own[word] ?? 0) | (reached[word] ?? 0);
      addBit(own, this.places.get(target));
    }
  }

  /**
   * Where the edges of a node lead. A node is a resource by its URN, all that a component waits for, or all that
   * is inside it: with nodes of their own for these two, what many resources share is followed once.
   */
  private targets(node: string): string[] {
    const [kind, urn] = node.startsWith(around) || node.startsWith(inside) ? split(node) : ["", node];
    if (kind === inside) {
      return this.graph
        .children(urn)
        .flatMap((child) =>
          child.provider === undefined ? [inside + child.urn] : [child.urn, inside + child.urn],
        );
    }
    const resource = this.graph.get(urn);
    if (resource === undefined) return [];
    // The engine creates a child only after a parent that is itself a custom resource.
    if (kind === around && resource.provider !== undefined) return [urn];
    const edges = [...resource.dependencies, ...[...resource.propertyDependencies.values()].flat()];
    const targets = edges.map((edge) => this.target(edge));
    if (resource.parent !== undefined) targets.push(around + resource.parent);
    // It makes a provider before the resources that it makes with it.
    if (resource.provider !== undefined) targets.push(around + resource.provider);
    return targets;
  }

  private target(edge: string): string {
    const resource = this.graph.get(edge);
    if (resource?.provider !== undefined) return edge;
    return (resource?.type.startsWith("pulumi:providers:") ? around : inside) + edge;
  }
}

const around = "around ";
const inside = "inside ";

function split(node: string): [string, string] {
  const end = node.indexOf(" ") + 1;
  return [node.slice(0, end), node.slice(end)];
}

function hasBit(set: Uint32Array, place: number): boolean {
  return ((set[place >>> 5] ?? 0) & (1 << (place & 31))) !== 0;
}

function addBit(set: Uint32Array, place: number | undefined): void {
  if (place !== undefined) set[place >>> 5] = (set[place >>> 5] ?? 0) | (1 << (place & 31));
}
