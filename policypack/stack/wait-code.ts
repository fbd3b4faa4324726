/** Code that a message offers to make a resource wait for others. */
import { variableName } from "../verdicts/code";
import { groupBy, unique } from "../verdicts/groups";
import { mostNames } from "../verdicts/wording";
import type { Graph } from "./graph";
import { listOf } from "./labels";
import type { Resource } from "./resources";

/** What makes a resource wait for others, after the word "make". */
export function waitCode(
  graph: Graph,
  waiting: Resource,
  awaited: readonly Resource[],
  canAwait: (component: Resource) => boolean,
): string[] {
  const named = unique(awaited.slice(0, mostNames).map((one) => codeFor(graph, waiting, one, canAwait)));
  const more = awaited.length > mostNames ? `, /* and ${awaited.length - mostNames} more */` : "";
  // A component cannot wait for what is inside it.
  const component = graph
    .ancestors(waiting)
    .find((one) => isComponent(one) && !awaited.some((other) => graph.ancestors(other).includes(one)));
  const orAround = component ? `, or of component \`${component.name}\` around it` : "";
  const closed = awaited.filter((one) => closedAround(graph, waiting, one, canAwait) !== undefined);
  const given = groupBy(closed, (one) => closedAround(graph, waiting, one, canAwait)?.name ?? "").map(
    (group) =>
      `It cannot wait for all of component \`${closedAround(graph, waiting, group[0], canAwait)?.name}\`: let that give out ${listOf(group)} as a property.`,
  );
  return [
    `\`${waiting.name}\` wait. Declare what it waits for above it, and add that to the \`dependsOn\` of its options${orAround}:`,
    `    { dependsOn: [${named.join(", ")}${more}] }`,
    ...given,
  ];
}

function codeFor(
  graph: Graph,
  waiting: Resource,
  awaited: Resource,
  canAwait: (component: Resource) => boolean,
): string {
  const around = closedAround(graph, waiting, awaited, canAwait);
  if (around) return `${variableName(around.name)}.${variableName(awaited.name)}`;
  return variableName(reachable(graph, waiting, awaited, canAwait).name);
}

/** The component around a resource, neither of which a program can name as they are: it must give the resource out. */
function closedAround(
  graph: Graph,
  waiting: Resource,
  awaited: Resource,
  canAwait: (component: Resource) => boolean,
): Resource | undefined {
  if (reachable(graph, waiting, awaited, canAwait) !== awaited) return undefined;
  const around = reachable(graph, waiting, awaited);
  return around === awaited ? undefined : around;
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
