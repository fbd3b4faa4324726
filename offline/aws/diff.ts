import type { Configuration } from "./configuration";
import type { ResourceType } from "./declarations";
import { plan } from "./plan";
import type { Properties, Value } from "./properties";
import { equal } from "./properties";

export interface DiffRequest {
  type: ResourceType;
  oldInputs: Properties;
  oldOutputs: Properties;
  news: Properties;
  configuration: Configuration;
}

export interface Difference {
  property: string;
  kind: "add" | "delete" | "update";
  replaces: boolean;
}

/** What the plan of an update would change, and which of it only a replacement can. */
export function diff(request: DiffRequest): Difference[] {
  const { type, oldOutputs, news } = request;
  const planned = plan(type, news, request.configuration, oldOutputs);
  const differences: Difference[] = [];
  for (const [property, attribute] of Object.entries(type.attributes)) {
    const ownComputed = attribute.class === "computed" && property !== "tagsAll";
    if (ownComputed || attribute.writeOnly === true || (property === "tagsAll" && !tagsAllKnown(news))) {
      continue;
    }
    const set = property in news || property in request.oldInputs || attribute.whenUnset === "providerRegion";
    const old = stateOf(request, property);
    if (!set || old === undefined || equal(planned[property], old)) {
      continue;
    }
    const [was, is] = [old ?? null, planned[property] ?? null];
    differences.push({
      property,
      kind: was === null ? "add" : is === null ? "delete" : "update",
      // A Region is part of a resource's identity.
      replaces: attribute.forceNew === true || attribute.whenUnset === "providerRegion",
    });
  }
  return differences;
}

function tagsAllKnown(news: Properties): boolean {
  return typeof news.tagsAll === "object";
}

/**
 * The state's value; undefined if the state does not say. A resource that was imported or read by its id alone has
 * only its identity: what it lacks is no difference.
 */
function stateOf(request: DiffRequest, property: string): Value | undefined {
  const { type, oldOutputs, oldInputs } = request;
  if (property in oldOutputs) {
    return oldOutputs[property] ?? null;
  }
  if (property in oldInputs) {
    return plan(type, oldInputs, request.configuration)[property];
  }
  return undefined;
}

/**
 * Whether the old resource must go before the new one comes: always for some types, and for those that Pulumi would
 * have named if the program had not, because two cannot have one name.
 */
export function deletesBeforeReplace(type: ResourceType, news: Properties): boolean {
  const defaults = news.__defaults;
  const explicitlyNamed = Object.entries(type.attributes).some(
    ([name, attribute]) =>
      (attribute.whenUnset === "autoName" || type.autonaming?.property === name) &&
      name in news &&
      Array.isArray(defaults) &&
      !defaults.includes(name),
  );
  return type.deleteBeforeReplace === true || explicitlyNamed;
}
