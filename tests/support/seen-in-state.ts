/** Resources as a state has them, of what the engine shows to a pack. */
import { propertiesOf } from "../../cli/states/values";
import type { StateResource } from "../../policypack/judging";
import type { SeenResource } from "./pack";

export function seenInState(resources: readonly SeenResource[]): StateResource[] {
  const urns = new Set(resources.map(({ urn }) => urn));
  const known = (named: readonly string[]) => named.filter((urn) => urns.has(urn));
  return resources.map((resource) => ({
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    parent: resource.parent,
    provider: resource.provider && {
      urn: resource.provider.urn,
      properties: propertiesOf(resource.provider.props),
    },
    inputs: propertiesOf(resource.inputs ?? {}),
    properties: propertiesOf(resource.outputs),
    ignoreChanges: resource.ignoreChanges ?? [],
    dependencies: known(resource.dependencies),
    propertyDependencies: new Map(
      Object.entries(resource.propertyDependencies).map(([property, named]) => [property, known(named)]),
    ),
  }));
}
