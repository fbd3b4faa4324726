/** What waits for what: the engine creates a resource only after those that it waits for. */
import type { Graph } from "./graph";
import type { Resource } from "./resources";

/** Some of the resources of an order, for questions about many at once. */
export type Members = Uint32Array;

/**
 * Where the edges of a stack lead. A node is a resource by its URN, all that a component waits for, or all that is
 * inside it: with nodes of their own for these two, what many resources share is followed once. Each has a number.
 */
export class Edges {
  private readonly numbers = new Map<string, number>();
  private readonly nodes: string[] = [];
  private readonly known: (readonly number[] | undefined)[] = [];

  constructor(private readonly graph: Graph) {}

  /** How many nodes have been met. */
  get size(): number {
    return this.nodes.length;
  }

  number(node: string): number {
    const known = this.numbers.get(node);
    if (known !== undefined) return known;
    const number = this.nodes.push(node) - 1;
    this.numbers.set(node, number);
    return number;
  }

  /** The resource of a node; undefined where it is another one. */
  resource(number: number): Resource | undefined {
    return this.graph.get(this.nodes[number] ?? "");
  }

  from(number: number): readonly number[] {
    const known = this.known[number];
    if (known) return known;
    // What a property depends on, the resource depends on: most are told of twice.
    const targets = new Set(this.targets(this.nodes[number] ?? ""));
    const found = [...targets].map((node) => this.number(node));
    this.known[number] = found;
    return found;
  }

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

/**
 * Which of some resources wait for which: the engine starts to create a resource only when those that it waits
 * for have been created. One pass over the edges answers for all of them.
 */
export class Order {
  private readonly places = new Map<number, number>();
  /** By node. */
  private readonly reached: (Uint32Array | undefined)[] = [];
  private readonly words: number;
  /** Of all that reach none of the resources: most do. */
  private readonly none: Uint32Array;

  constructor(
    private readonly edges: Edges,
    among: readonly Resource[],
  ) {
    for (const [index, { urn }] of among.entries()) this.places.set(edges.number(urn), index);
    this.words = Math.ceil(among.length / 32);
    this.none = new Uint32Array(this.words);
    for (const { urn } of among) this.reach(edges.number(urn));
  }

  waits(waiting: Resource, awaited: Resource): boolean {
    const place = this.placeOf(awaited);
    const set = this.reachedFrom(waiting);
    return place !== undefined && set !== undefined && hasBit(set, place);
  }

  members(resources: readonly Resource[]): Members {
    const members = new Uint32Array(this.words);
    for (const resource of resources) addBit(members, this.placeOf(resource));
    return members;
  }

  /** The places in `among` of all that a resource waits for, itself left out. */
  awaited(waiting: Resource): number[] {
    return this.placesIn(this.reachedFrom(waiting) ?? this.none, this.placeOf(waiting));
  }

  /** The places in `among` of those members that a resource does not wait for, itself left out. */
  unawaited(waiting: Resource, members: Members): number[] {
    const set = this.reachedFrom(waiting);
    const left = members.map((word, index) => word & ~(set?.[index] ?? 0));
    return this.placesIn(left, this.placeOf(waiting));
  }

  /** The places whose bits are set, but for one. */
  private placesIn(set: Uint32Array, own: number | undefined): number[] {
    const found: number[] = [];
    for (let word = 0; word < this.words; word++) {
      let left = set[word] ?? 0;
      while (left !== 0) {
        const bit = 31 - Math.clz32(left & -left);
        left &= left - 1;
        const place = word * 32 + bit;
        if (place !== own) found.push(place);
      }
    }
    return found;
  }

  private placeOf({ urn }: Resource): number | undefined {
    return this.places.get(this.edges.number(urn));
  }

  private reachedFrom({ urn }: Resource): Uint32Array | undefined {
    return this.reached[this.edges.number(urn)];
  }

  /** Fills `reached` for everything that can be reached from a node, the farthest first. */
  private reach(start: number): void {
    const pending: { node: number; targets: readonly number[]; next: number }[] = [];
    const enter = (node: number) => {
      // Entered before its own edges are followed: an edge back to it, which no engine makes, ends here.
      this.reached[node] = this.none;
      pending.push({ node, targets: this.edges.from(node), next: 0 });
    };
    if (this.reached[start] === undefined) enter(start);
    for (let frame = pending.at(-1); frame !== undefined; frame = pending.at(-1)) {
      const target = frame.targets[frame.next];
      if (target === undefined) {
        pending.pop();
        continue;
      }
      const reached = this.reached[target];
      if (reached === undefined) {
        enter(target);
        continue;
      }
      // Only now, so that the target's own set is complete.
      frame.next++;
      this.add(frame.node, reached, this.places.get(target));
    }
  }

  /** What is reached by way of a target, and the target itself where it has a place. */
  private add(node: number, reached: Uint32Array, place: number | undefined): void {
    if (reached === this.none && place === undefined) return;
    let own = this.reached[node];
    if (own === undefined || own === this.none) own = this.reached[node] = new Uint32Array(this.words);
    for (let word = 0; word < this.words; word++) own[word] = (own[word] ?? 0) | (reached[word] ?? 0);
    addBit(own, place);
  }
}

/**
 * What single resources wait for, however many are asked about: each question follows what lies behind one resource,
 * and the last few are kept.
 */
export class Waits {
  /** The latest first. */
  private readonly kept: Closure[] = [];

  constructor(
    private readonly graph: Graph,
    private readonly edges: Edges,
  ) {}

  /** Whether one resource comes after another. */
  for(waiting: Resource, awaited: Resource): boolean {
    return this.behind(waiting.urn).has(this.edges.number(awaited.urn));
  }

  /** Whether something inside of a component comes after a resource, which then cannot come after the component. */
  fromInside(component: Resource, awaited: Resource): boolean {
    return this.behind(inside + component.urn).has(this.edges.number(awaited.urn));
  }

  /** Whether a resource comes after something inside of a component. */
  forInside({ urn }: Resource, component: Resource): boolean {
    const closure = this.behind(urn);
    return this.graph.inside(component.urn).some((inner) => closure.has(this.edges.number(inner.urn)));
  }

  /** All that comes before a resource or, of a component, before something inside of it. */
  awaitedBy({ urn, provider }: Resource): Resource[] {
    const { reached } = this.behind(provider === undefined ? inside + urn : urn);
    return reached.flatMap((node) => this.edges.resource(node) ?? []);
  }

  private behind(node: string): Closure {
    const start = this.edges.number(node);
    const known = this.kept.findIndex((closure) => closure.start === start);
    if (known === 0 && this.kept[0]) return this.kept[0];
    const isFull = this.kept.length >= mostKept;
    const [reused] = known > 0 ? this.kept.splice(known, 1) : isFull ? this.kept.splice(-1) : [];
    const closure = reused ?? new Closure(this.edges);
    if (closure.start !== start) closure.fill(start);
    this.kept.unshift(closure);
    return closure;
  }
}

/** A service, what it needs, and what is asked of that: more are not asked about by turns. */
const mostKept = 4;

/** What lies behind one node. */
class Closure {
  start = -1;
  reached: number[] = [];
  /** By node: the turn in which it was last reached, so that nothing has to be emptied. */
  private marks = new Uint32Array(0);
  private turn = 0;

  constructor(private readonly edges: Edges) {}

  fill(start: number): void {
    this.start = start;
    this.reached = [];
    this.turn++;
    const pending = [start];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      for (const target of this.edges.from(node)) {
        if (this.has(target)) continue;
        this.mark(target);
        this.reached.push(target);
        pending.push(target);
      }
    }
  }

  has(node: number): boolean {
    return this.marks[node] === this.turn;
  }

  private mark(node: number): void {
    if (node >= this.marks.length) {
      const wider = new Uint32Array(Math.max(this.edges.size, node + 1) * 2);
      wider.set(this.marks);
      this.marks = wider;
    }
    this.marks[node] = this.turn;
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
