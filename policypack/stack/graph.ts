/** The resources of a stack with their edges, and what stands behind an edge. */
import { addTo } from "./lists";
import type { Resource, Snapshot } from "./resources";

/** A custom resource behind an edge. */
export interface Behind {
  readonly resource: Resource;
  /** Whether the edge names a packaged component around the resource, not the resource itself. */
  readonly packaged: boolean;
}

/**
 * Which of the things behind edges a number of values mean: all of them, or those with an edge of their own. An
 * output of a packaged component may have an edge to what is inside beside the one to the component, which then
 * tells nothing more. Undefined where that cannot be told.
 */
export function meant<T extends Pick<Behind, "packaged">>(
  found: readonly T[],
  values: number,
): readonly T[] | undefined {
  const direct = found.filter(({ packaged }) => !packaged);
  if (direct.length === values) return direct;
  return found.length === values ? found : undefined;
}

/** The resources with their edges. */
export class Graph {
  readonly resources: readonly Resource[];
  readonly leftOut: readonly Resource[];
  readonly abandoned: readonly Resource[];
  private readonly byUrn = new Map<string, Resource>();
  private readonly byName = new Map<string, Resource[]>();
  private readonly byType = new Map<string, Resource[]>();
  private readonly childrenOf = new Map<string, Resource[]>();
  /** By the URN of the first one: those of all that are in it. */
  private readonly above = new Map<string, readonly Resource[]>();
  private readonly descendants = new Map<string, readonly Resource[]>();
  /** By the list of edges itself: a property with many values asks for each of them. */
  private readonly found = new WeakMap<readonly string[], readonly Behind[]>();

  constructor(snapshot: Snapshot) {
    this.resources = snapshot.resources;
    this.leftOut = snapshot.leftOut;
    this.abandoned = snapshot.abandoned;
    for (const resource of snapshot.resources) {
      this.byUrn.set(resource.urn, resource);
      addTo(this.byType, resource.type, resource);
      if (resource.parent !== undefined) addTo(this.childrenOf, resource.parent, resource);
    }
  }

  get(urn: string): Resource | undefined {
    return this.byUrn.get(urn);
  }

  ofType(...types: readonly string[]): Resource[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /**
   * Custom resources behind edges, each once: a component among them is packaged and stands for its
   * descendants. A resource that has an edge of its own, too, is not there for its package.
   */
  behind(urns: readonly string[]): readonly Behind[] {
    const known = this.found.get(urns);
    if (known) return known;
    const all = this.find(urns);
    this.found.set(urns, all);
    return all;
  }

  private find(urns: readonly string[]): readonly Behind[] {
    const [only, ...others] = urns;
    const resource = only === undefined ? undefined : this.byUrn.get(only);
    if (resource?.provider !== undefined && others.length === 0) return [{ resource, packaged: false }];
    const found = new Map<string, Behind>();
    for (const urn of urns) {
      const direct = this.byUrn.get(urn);
      if (direct?.provider !== undefined) found.set(urn, { resource: direct, packaged: false });
    }
    for (const urn of urns) {
      if (this.byUrn.get(urn)?.provider !== undefined) continue;
      for (const inner of this.inside(urn)) {
        if (!found.has(inner.urn)) found.set(inner.urn, { resource: inner, packaged: true });
      }
    }
    return [...found.values()];
  }

  /** All of a logical name. */
  named(name: string): readonly Resource[] {
    if (this.byName.size === 0)
      for (const resource of this.resources) addTo(this.byName, resource.name, resource);
    return this.byName.get(name) ?? [];
  }

  /** Whether an operation on a part of the stack (`--target`) leaves out some of these types. */
  leavesOut(...types: readonly string[]): boolean {
    return this.leftOut.some(({ type }) => types.includes(type));
  }

  /** The resources of some types behind edges. */
  behindOfType(urns: readonly string[], ...types: readonly string[]): Behind[] {
    return this.behind(urns).filter(({ resource }) => types.includes(resource.type));
  }

  /** The only resource of some types behind edges; undefined where there is none, or which one is meant is open. */
  onlyBehind(urns: readonly string[], ...types: readonly string[]): Behind | undefined {
    return meant(this.behindOfType(urns, ...types), 1)?.[0];
  }

  /** The parent, its parent and so on. */
  ancestors(resource: Resource): readonly Resource[] {
    if (resource.parent === undefined) return [];
    const known = this.above.get(resource.parent) ?? this.ancestorsFrom(resource);
    this.above.set(resource.parent, known);
    return known;
  }

  private ancestorsFrom(resource: Resource): readonly Resource[] {
    const found: Resource[] = [];
    let at = resource.parent;
    while (at !== undefined) {
      const parent = this.byUrn.get(at);
      if (parent === undefined || found.includes(parent)) break;
      found.push(parent);
      at = parent.parent;
    }
    return found;
  }

  children(urn: string): readonly Resource[] {
    return this.childrenOf.get(urn) ?? [];
  }

  /** The custom resources inside, at any depth. */
  inside(urn: string): readonly Resource[] {
    const known = this.descendants.get(urn);
    if (known) return known;
    const found: Resource[] = [];
    const seen = new Set<string>();
    const pending = [urn];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      for (const child of this.children(at)) {
        if (child.provider !== undefined) found.push(child);
        pending.push(child.urn);
      }
    }
    this.descendants.set(urn, found);
    return found;
  }
}
