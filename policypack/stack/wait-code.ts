/** Code that a message offers to make a resource wait for others. */
import { variableName } from "../verdicts/code";
import { mostNames } from "../verdicts/wording";
import type { Graph } from "./graph";
import type { Resource } from "./resources";

/** What makes a resource wait for others, after the word "make". */
export function waitCode(
  graph: Graph,
  waiting: Resource,
  awaited: readonly Resource[],
  canAwait: (component: Resource) => boolean,
): string[] {
  const named = awaited
    .slice(0, mostNames)
    .map((resource) => reachable(graph, waiting, resource, canAwait).name);
  const variables = [...new Set(named)].map(variableName).join(", ");
  const more = awaited.length > mostNames ? `, /* and ${awaited.length - mostNames} more */` : "";
  // A component cannot wait for what is inside it.
  const component = graph
    .ancestors(waiting)
    .find((one) => isComponent(one) && !awaited.some((other) => graph.ancestors(other).includes(one)));
  const orAround = component ? `, or of component \`${component.name}\` around it` : "";
  return [
    `\`${waiting.name}\` wait. Declare what it waits for above it, and add that to the \`dependsOn\` of its options${orAround}:`,
    `    { dependsOn: [${variables}${more}] }`,
  ];
}

/** What a program can name: the outermost component around a resource that is not around the other one. */
export function reachable(
  graph: Graph,
  from: Resource,
  resource: Resource,
  canAwait: (component: Resource) => boolean = () => true,
): Resource {
  const around = new Set(graph.ancestors(from).map(({ urn }) => urn));
  const ancestors = graph.ancestors(resource);
  // Who waits for a component does not wait for the children of a custom resource inside it.
  const custom = ancestors.findIndex(({ provider }) => provider !== undefined);
  const components = ancestors
    .slice(0, custom < 0 ? undefined : custom)
    .filter((one) => isComponent(one) && !around.has(one.urn) && canAwait(one));
  return components.at(-1) ?? resource;
}

function isComponent({ provider, type }: Resource): boolean {
  return provider === undefined && type !== "pulumi:pulumi:Stack";
}
