/** What resources of other packages may do with those of the AWS provider: a command adds a route, for instance. */
import type { Graph } from "./graph";
import type { Resource } from "./resources";

/** Whether a resource may change others in ways that are not seen. */
export function isOfOthers({ type, provider }: Resource): boolean {
  return provider !== undefined && (!type.startsWith("aws:") || type === "aws:cloudformation/stack:Stack");
}

/** The resources that those of other packages name. */
export function namedByOthers(graph: Graph): ReadonlySet<Resource> {
  const edges = graph.resources
    .filter(isOfOthers)
    .flatMap(({ dependencies, propertyDependencies }) => [
      ...dependencies,
      ...[...propertyDependencies.values()].flat(),
    ]);
  return new Set(graph.behind(edges).map(({ resource }) => resource));
}
