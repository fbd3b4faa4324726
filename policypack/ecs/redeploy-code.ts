/** Code that a message offers to give a service a new deployment. */
import { variableName } from "../code/names";
import { asArguments, comment, type Piece, type Reference, reference } from "../code/tree";
import type { Graph } from "../stack/graph";
import type { Resource } from "../stack/resources";
import { knownOr, object, read, truth } from "../stack/values";
import { Names, reachable } from "../stack/wait-code";
import { mostNames } from "../verdicts/wording";

/**
 * What gives a service a new deployment once another one exists: the provider makes one whenever a trigger
 * changes (https://www.pulumi.com/registry/packages/aws/api-docs/ecs/service/).
 */
export function redeployCode(graph: Graph, service: Resource, after: readonly Resource[]): Piece {
  const waiter = { graph, waiting: service, canAwait: () => true, comesAfterInside: () => false };
  const names = new Names(after);
  const triggers = after.slice(0, mostNames).map((resource) => {
    const { name } = resource;
    const suffix = names.numberOf(name);
    const id: Reference = { ...reference(name, "id"), ...(suffix !== "" && { suffix }) };
    // What is inside a component has no variable where the service is.
    const isNamed = reachable(waiter, resource) === resource;
    return [variableName(name) + suffix, isNamed ? id : "a new value"] as const;
  });
  const isForced = knownOr(read(service, "inputs", ["forceNewDeployment"], truth), false);
  const hasTriggers = read(service, "inputs", ["triggers"], object).kind !== "absent";
  return asArguments({
    ...(!isForced && { forceNewDeployment: true }),
    triggers: {
      kind: "texts",
      members: Object.fromEntries(triggers),
      ...(hasTriggers && { comment: comment("what it has") }),
    },
  });
}
