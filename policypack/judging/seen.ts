/** What a policy is shown, whoever read it. */
import type { Properties } from "../stack/properties";

/** Properties that are decoded when they are read. */
export interface SeenProperties {
  readonly isEmpty: boolean;
  /** Those with these names, or all where none are named; what has no value is not among them. */
  read(names?: readonly string[]): Properties;
}

/** A resource of a stack. */
export interface SeenResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** URN of a resource of the list. */
  readonly parent: string | undefined;
  /** A component has none. */
  readonly provider: { readonly urn: string; readonly properties: SeenProperties } | undefined;
  /** What AWS made, or will make. */
  readonly properties: SeenProperties;
  readonly ignoreChanges: readonly string[];
  /** URNs of resources of the list, as those below. */
  readonly dependencies: readonly string[];
  readonly propertyDependencies: ReadonlyMap<string, readonly string[]>;
}
