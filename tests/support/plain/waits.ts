/**
 * Which resource the engine creates after which, found the long way, to be read beside the engine's rules
 * (https://www.pulumi.com/docs/iac/concepts/resources/options/dependson/ and
 * https://www.pulumi.com/docs/iac/concepts/resources/options/parent/); nothing of the pack is used.
 */

/** A resource as the engine tells of it. */
export interface PlainResource {
  readonly urn: string;
  readonly kind: "custom" | "component" | "provider";
  readonly parent: string | undefined;
  readonly provider: string | undefined;
  /** URNs, of the resource as a whole and of each of its properties. */
  readonly edges: readonly string[];
}

/** All pairs of which the first is created after the second, as `first after second`. */
export function createdAfter(resources: readonly PlainResource[]): ReadonlySet<string> {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const pairs = new Set<string>();
  const add = (first: string, second: string) => pairs.add(`${first} after ${second}`);
  /** Custom resources below a component, those below other components and below custom resources included. */
  const inside = (urn: string): PlainResource[] =>
    resources
      .filter(({ parent }) => parent === urn)
      .flatMap((child) => [child, ...inside(child.urn)])
      .filter(({ kind }) => kind === "custom");

  /** What must be there before whatever is below this resource, or made with this provider, begins. */
  const before = (urn: string | undefined): string[] => {
    const resource = urn === undefined ? undefined : byUrn.get(urn);
    if (!resource) return [];
    // A child is created after its parent, if that is something that is created.
    if (resource.kind === "custom") return [resource.urn];
    // What a component depends on, its children wait for; a provider is set up before its resources.
    return first(resource);
  };
  /** What a resource itself names, and what it is made in and with. */
  function first(resource: PlainResource): string[] {
    const named = resource.edges.flatMap((edge) => {
      const target = byUrn.get(edge);
      if (target === undefined) return [];
      if (target.kind === "custom") return [edge];
      // To depend on a component is to depend on everything in it.
      return target.kind === "component" ? inside(edge).map(({ urn }) => urn) : before(edge);
    });
    return [...named, ...before(resource.parent), ...before(resource.provider)];
  }

  const customs = resources.filter(({ kind }) => kind === "custom");
  const direct = new Map(customs.map((resource) => [resource.urn, first(resource)]));
  // What comes after something comes after all that it comes after.
  for (const { urn } of customs) {
    const seen = new Set<string>();
    const rest = [...(direct.get(urn) ?? [])];
    for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      add(urn, next);
      rest.push(...(direct.get(next) ?? []));
    }
  }
  return pairs;
}
