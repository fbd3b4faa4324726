/** Code that a message offers to give a service a new deployment. */
import type { Graph } from "../stack/graph";
import type { Resource } from "../stack/resources";
import { knownOr, object, read, truth } from "../stack/values";
import { reachable } from "../stack/wait-code";
import { variableName } from "../verdicts/code";
import { mostNames } from "../verdicts/wording";

/**
 * What gives a service a new deployment once another one exists: the provider makes one whenever a trigger
 * changes (https://www.pulumi.com/registry/packages/aws/api-docs/ecs/service/).
 */
export function redeployCode(graph: Graph, service: Resource, after: readonly Resource[]): string[] {
  const waiter = { graph, waiting: service, canAwait: () => true, comesAfterInside: () => false };
  const triggers = after.slice(0, mostNames).map((resource) => {
    const variable = variableName(resource.name);
    // What is inside a component has no variable where the service is.
    return reachable(waiter, resource) === resource
      ? `${variable}: ${variable}.id`
      : `${variable}: "a new value"`;
  });
  const isForced = knownOr(read(service, "inputs", ["forceNewDeployment"], truth), false);
  const hasTriggers = read(service, "inputs", ["triggers"], object).kind !== "absent";
  return [
    ...(isForced ? [] : ["    forceNewDeployment: true,"]),
    `    triggers: { ${[...(hasTriggers ? ["/* what it has */"] : []), ...triggers].join(", ")} },`,
  ];
}
