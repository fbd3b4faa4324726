/** Resources of the model, for tests of what is built on them. */
import { Graph } from "../../policypack/stack/graph";
import type { Resource } from "../../policypack/stack/resources";

/** A custom resource named by its URN; a component where `provider` is undefined. */
export function resource(urn: string, edit: Partial<Resource> = {}): Resource {
  return {
    urn,
    type: "test:index:Thing",
    name: urn,
    parent: undefined,
    provider: "provider",
    providerRegion: "eu-central-1",
    inputs: {},
    outputs: {},
    ignoreChanges: [],
    dependencies: [],
    propertyDependencies: new Map(),
    ...edit,
  };
}

export function component(urn: string, edit: Partial<Resource> = {}): Resource {
  return resource(urn, { provider: undefined, ...edit });
}

export function graph(...resources: readonly Resource[]): Graph {
  return new Graph({ stack: "stack", resources, leftOut: [], abandoned: [], partial: false });
}

/** Edges of properties, as the engine records them. */
export function edges(of: Readonly<Record<string, readonly string[]>>): Partial<Resource> {
  return { propertyDependencies: new Map(Object.entries(of)) };
}
