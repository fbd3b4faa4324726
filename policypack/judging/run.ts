/** Makes one model of what the engine hands over piece by piece. */
import { buildModel, type Model } from "../model/model";
import { type Properties, UNKNOWN } from "../stack/properties";
import type { Resource, Snapshot } from "../stack/resources";
import type { ExternalRole } from "../verdicts/config-entries";
import type { Exemptions } from "../verdicts/exemptions";
import { isComputedWhenUnset, neededInputs, neededOutputs } from "./needed";
import type { SeenProperties, SeenResource } from "./seen";
import type { Listed } from "./told";

/** The resource that stands for the program itself. */
export const stackType = "pulumi:pulumi:Stack";

/** One judgement of a stack: the model, and what the policies have left open so far. */
export interface Run {
  readonly model: Model;
  /** How many resources the engine has shown. */
  readonly seen: number;
  readonly listed: Listed[];
  /** Whether the run has only begun: no policy has judged it before. */
  readonly isNew: boolean;
  /** What each policy that has judged so far was told of roles made elsewhere. */
  readonly declarations: Map<string, ExternalRole[]>;
  /** The exemptions of the policies that judge each resource by itself; none of those that are disabled. */
  readonly exemptOfResources: ReadonlyMap<string, Exemptions>;
}

/**
 * Keeps the inputs that the engine shows resource by resource, and one run for the stack policies, which
 * the SDK calls one after the other, each with resources decoded anew.
 */
export class Runs {
  readonly exemptOfResources = new Map<string, Exemptions>();
  private readonly recorded = new Map<string, Properties | undefined>();
  private current: (Omit<Run, "isNew" | "exemptOfResources"> & { judgedBy: Set<string> }) | undefined;

  /**
   * Keeps the inputs of one resource, undefined for one that the program only reads; tells whether it begins
   * another run.
   */
  record(urn: string, type: string, inputs: Properties | undefined): boolean {
    const isFirst = this.current !== undefined;
    if (isFirst) {
      this.current = undefined;
      this.recorded.clear();
    }
    const needed = neededInputs(type);
    this.recorded.set(urn, inputs && Object.fromEntries(needed.map((name) => [name, inputs[name]])));
    return isFirst;
  }

  /** The run that a stack policy belongs to: a policy seen a second time begins another. */
  enter(policy: string, resources: () => readonly SeenResource[]): Run {
    const isNew = !this.current || this.current.judgedBy.has(policy);
    if (!this.current || isNew) {
      const seen = resources();
      const model = buildModel(takeSnapshot(seen, this.recorded));
      this.current = { model, seen: seen.length, listed: [], declarations: new Map(), judgedBy: new Set() };
    }
    const { judgedBy, ...run } = this.current;
    judgedBy.add(policy);
    return { ...run, isNew, exemptOfResources: this.exemptOfResources };
  }
}

function takeSnapshot(
  all: readonly SeenResource[],
  recorded: ReadonlyMap<string, Properties | undefined>,
): Snapshot {
  const resources: Resource[] = [];
  const leftOut: Resource[] = [];
  const abandoned: Resource[] = [];
  const regions = new Map<string, string | undefined>();
  const regionOfProvider = ({ provider }: SeenResource) => {
    if (!provider) return undefined;
    if (!regions.has(provider.urn)) regions.set(provider.urn, regionOf(provider.properties));
    return regions.get(provider.urn);
  };
  for (const seen of all) {
    const resource = toResource(seen, recorded.get(seen.urn), regionOfProvider(seen));
    const isEmpty = seen.provider && seen.properties.isEmpty;
    if (isEmpty && recorded.get(seen.urn) !== undefined) {
      // Its provider is not configured before the update: nothing tells what AWS will make of the inputs.
      resources.push({ ...resource, outputs: allUnknown(neededOutputs(seen.type)) });
    } else if (isEmpty) {
      // The engine shows such a resource without its inputs: only its edges are known.
      leftOut.push({ ...resource, inputs: allUnknown(neededInputs(seen.type)) });
    } else if (seen.provider && recorded.size > 0 && !recorded.has(seen.urn)) {
      // The program does not have it any more; only an operation on a part of the stack keeps it.
      abandoned.push(resource);
    } else if (!recorded.has(seen.urn) || recorded.get(seen.urn) !== undefined) {
      resources.push(resource);
    }
    // What is only read is left away: previews do not show it at all.
  }
  const stack = all.find(({ type }) => type === stackType)?.urn ?? "";
  return { stack, resources, leftOut, abandoned, partial: leftOut.length + abandoned.length > 0 };
}

function toResource(
  seen: SeenResource,
  recorded: Properties | undefined,
  providerRegion: string | undefined,
): Resource {
  return {
    urn: seen.urn,
    type: seen.type,
    name: seen.name,
    parent: seen.parent,
    provider: seen.provider?.urn,
    providerRegion,
    inputs: recorded ?? outputsAsInputs(seen),
    outputs: seen.properties.read(neededOutputs(seen.type)),
    ignoreChanges: seen.ignoreChanges,
    dependencies: seen.dependencies,
    propertyDependencies: seen.propertyDependencies,
  };
}

function allUnknown(names: readonly string[]): Properties {
  return Object.fromEntries(names.map((name) => [name, UNKNOWN]));
}

/** What stands for the inputs when the policy that records them is disabled. */
function outputsAsInputs({ type, properties, propertyDependencies }: SeenResource): Properties {
  return Object.fromEntries(
    Object.entries(properties.read(neededInputs(type))).filter(
      ([property, value]) =>
        value !== UNKNOWN || propertyDependencies.has(property) || !isComputedWhenUnset(type, property),
    ),
  );
}

function regionOf(properties: SeenProperties): string | undefined {
  const { region } = properties.read(["region"]);
  return typeof region === "string" && region !== "" ? region : undefined;
}
