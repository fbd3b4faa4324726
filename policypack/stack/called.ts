/** Which resource a name means. In another Region or account the same name may be that of something else. */
import type { Behind, Graph } from "./graph";
import { addTo } from "./lists";
import { regionOf } from "./places";
import type { Resource } from "./resources";
import { read, sourceUrns, text, type Value } from "./values";

/** Resources of some types by what they go by: ARNs, names, ids. */
export class Called {
  private readonly byName = new Map<string, Resource[]>();
  private readonly types: readonly string[];
  /** What stands behind edges: a property with many names asks for each of them. */
  private readonly byEdges = new WeakMap<readonly string[], ReadonlySet<Resource>>();

  /** @param properties the outputs that hold such names, by type */
  constructor(
    private readonly graph: Graph,
    properties: Readonly<Record<string, readonly string[]>>,
  ) {
    this.types = Object.keys(properties);
    for (const type of this.types) {
      for (const resource of graph.ofType(type)) {
        for (const property of properties[type] ?? []) {
          const name = read(resource, "outputs", [property], text);
          if (name.kind === "known") this.add(name.value, resource);
        }
      }
    }
  }

  add(name: string, resource: Resource): void {
    addTo(this.byName, name, resource);
  }

  /**
   * What a name in a property of a resource can mean: what its value was taken from, else what is made with the
   * same provider in the same Region, else, where another provider counts too, what is in the same Region.
   */
  all(holder: Resource, property: string, name: string, otherProviders = false): readonly Resource[] {
    const called = [...new Set(this.byName.get(name))];
    if (called.length === 0) return called;
    const behind = this.behind(holder.propertyDependencies.get(property) ?? []);
    const taken = called.filter((one) => behind.has(one));
    if (taken.length > 0) return taken;
    // An ARN says its own Region and account.
    if (name.startsWith("arn:")) return called;
    const region = regionOf(holder);
    const near = called.filter((one) => one.provider === holder.provider && regionOf(one) === region);
    if (near.length > 0 || !otherProviders) return near;
    const agrees = (one: Resource) =>
      region === undefined || regionOf(one) === undefined || regionOf(one) === region;
    return called.filter(agrees);
  }

  private behind(edges: readonly string[]): ReadonlySet<Resource> {
    const known = this.byEdges.get(edges);
    if (known) return known;
    const found = new Set(this.graph.behindOfType(edges, ...this.types).map(({ resource }) => resource));
    this.byEdges.set(edges, found);
    return found;
  }

  /** The only one; undefined where there is none, or which of several is meant cannot be told. */
  only(holder: Resource, property: string, name: string): Resource | undefined {
    const [first, second] = this.all(holder, property, name);
    return second ? undefined : first;
  }

  /** The only one that the value of a property names: by its text or, while that is not known, by its edges. */
  meant(holder: Resource, property: string, value: Value<string>): Behind | undefined {
    if (value.kind !== "known") return this.graph.onlyBehind(sourceUrns(value), ...this.types);
    const resource = this.only(holder, property, value.value);
    return resource && { resource, packaged: false };
  }
}
