/**
 * The arguments of components that make a task definition (npm package ecs-guardrails-components), which tell of the
 * resources that they make where a preview does not: texts that are one JSON document are unknown as a whole.
 */
import type { Graph } from "../stack/graph";
import { isObject, type Properties } from "../stack/properties";
import type { Resource } from "../stack/resources";

/** A `QueueWorker` has a `FargateService` inside. */
export const taskComponentTypes = ["FargateService", "OneOffTask", "ScheduledTask"].map(
  (component) => `ecs-guardrails-components:index:${component}`,
);

/** The container to which the arguments of the component itself belong. */
const mainContainer = "app";

/** The component that makes a resource. Some SDKs do not send its arguments: then there is none. */
export function taskComponentOf(graph: Graph, { parent }: Resource): Resource | undefined {
  const component = parent === undefined ? undefined : graph.get(parent);
  return component && taskComponentTypes.includes(component.type) && component.inputs.image !== undefined
    ? component
    : undefined;
}

/** The arguments of the containers of a component, by the containers' names; undefined where they are not known. */
export function containerArgs({ inputs }: Resource): ReadonlyMap<string, Properties> | undefined {
  const sidecars = inputs.sidecars ?? {};
  if (!isObject(sidecars)) return undefined;
  const all = Object.entries({ [mainContainer]: inputs, ...sidecars });
  const known = all.flatMap(([name, args]) => (isObject(args) ? [[name, args] as const] : []));
  return known.length === all.length ? new Map(known) : undefined;
}
