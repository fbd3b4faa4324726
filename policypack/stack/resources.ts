/** The resources of a stack, as the engine hands them over. */
import type { Properties } from "./properties";

export interface Resource {
  readonly urn: string;
  readonly type: string;
  /** The logical name. */
  readonly name: string;
  readonly parent: string | undefined;
  /** The URN of the provider; a component has none. */
  readonly provider: string | undefined;
  /** The provider's Region, where it is known. */
  readonly providerRegion: string | undefined;
  /** What the program says; see the adapter for when this view is a copy of the other. */
  readonly inputs: Properties;
  /** What AWS made, or will make. */
  readonly outputs: Properties;
  /** Names of properties whose changes the program tells the engine to leave alone. */
  readonly ignoreChanges: readonly string[];
  readonly dependencies: readonly string[];
  readonly propertyDependencies: ReadonlyMap<string, readonly string[]>;
}

/** What the engine handed over. */
export interface Snapshot {
  /** URN of the stack itself. */
  readonly stack: string;
  readonly resources: readonly Resource[];
  /** Resources of the program that this operation does not create (`--target`), edges included. */
  readonly leftOut: readonly Resource[];
  /** Resources that the program does not have any more and that the operation keeps. */
  readonly abandoned: readonly Resource[];
  /** Whether the operation concerns a part of the program only. */
  readonly partial: boolean;
}
