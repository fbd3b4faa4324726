import { createHash } from "node:crypto";
import type { Configuration } from "./configuration";
import { customize } from "./customize";
import type { Attribute, Attributes, ResourceType, WhenUnset } from "./declarations";
import { sortKeys } from "./go-json";
import { normalize, sameDocument } from "./normalize";
import type { Properties, Value } from "./properties";
import { containsUnknown, equal, isProperties, UNKNOWN } from "./properties";

/**
 * The state that the provider plans for checked inputs: what a preview shows, unknown where only AWS can tell.
 * `prior` is the state of a resource that exists: its computed values are kept.
 */
export function plan(
  type: ResourceType,
  inputs: Properties,
  configuration: Configuration,
  prior?: Properties,
): Properties {
  const planned: Properties = {};
  for (const [name, attribute] of Object.entries(type.attributes)) {
    planned[name] = planValue(attribute, inputs[name], prior?.[name], configuration);
  }
  if (type.attributes.tagsAll !== undefined) {
    planned.tagsAll = plannedTagsAll(inputs.tagsAll, prior?.tagsAll);
  }
  if (type.idAttribute !== false) {
    planned.id = prior?.id ?? UNKNOWN;
  }
  customize(type.token, { planned, inputs, prior });
  return planned;
}

/** Without any tag the attribute stays computed, unless the resource is known to have none. */
function plannedTagsAll(merged: Value | undefined, prior: Value | undefined): Value {
  if (isProperties(merged) && Object.keys(merged).length > 0 && !containsUnknown(merged)) {
    return merged;
  }
  return merged !== UNKNOWN && isProperties(prior) && Object.keys(prior).length === 0 ? prior : UNKNOWN;
}

function planValue(
  attribute: Attribute,
  input: Value | undefined,
  prior: Value | undefined,
  configuration: Configuration,
): Value {
  if (attribute.writeOnly === true) {
    return null;
  }
  if (input === UNKNOWN) {
    // The provider takes a region that is not known yet for none.
    return attribute.whenUnset === "providerRegion" ? configuration.region : UNKNOWN;
  }
  if (input !== undefined && isEmptyCollection(attribute, input) && attribute.class !== "optional+computed") {
    return isFilled(prior) ? input : null;
  }
  if (input === undefined || input === null || isEmptyComputed(attribute, input)) {
    const computed = attribute.class.endsWith("computed") && attribute.whenUnset !== "providerRegion";
    return computed && prior !== undefined ? prior : unsetValue(attribute.whenUnset, configuration);
  }
  return planSet(attribute, input, prior, configuration);
}

/** The SDK cannot tell an empty value of an optional and computed attribute from none. */
function isEmptyComputed(attribute: Attribute, input: Value): boolean {
  if (attribute.class !== "optional+computed") {
    return false;
  }
  if (attribute.kind === "block") {
    return Array.isArray(input) && input.length === 0;
  }
  // Of two documents that say the same the text stays, also of two that say nothing.
  return (input === "" && attribute.normalize === undefined) || isEmptyCollection(attribute, input);
}

/** An empty set or map, which the SDK takes for none. An empty list stays one, and so does a set of objects. */
function isEmptyCollection(attribute: Attribute, input: Value): boolean {
  if (attribute.kind === "block" || attribute.attributes !== undefined || attribute.framework === true) {
    return false;
  }
  return attribute.nesting === "set"
    ? Array.isArray(input) && input.length === 0
    : attribute.type === "map" && isProperties(input) && Object.keys(input).length === 0;
}

function isFilled(prior: Value | undefined): boolean {
  return Array.isArray(prior) ? prior.length > 0 : isProperties(prior) && Object.keys(prior).length > 0;
}

function unsetValue(whenUnset: WhenUnset | undefined, configuration: Configuration): Value {
  if (typeof whenUnset === "object") {
    return "default" in whenUnset ? whenUnset.default : whenUnset.zero;
  }
  switch (whenUnset) {
    case "emptyArray":
      return [];
    case "providerRegion":
      return configuration.region;
    case "null":
    case undefined:
      return null;
    default:
      return UNKNOWN;
  }
}

function planSet(
  attribute: Attribute,
  input: Value,
  prior: Value | undefined,
  configuration: Configuration,
): Value {
  const attributes = attribute.attributes;
  if (Array.isArray(input)) {
    if (isPartlyUnknown(attribute, input)) {
      return UNKNOWN;
    }
    const elements = input.map((element, index) => {
      if (attributes === undefined || !isProperties(element)) {
        return element;
      }
      const planned = (before: Properties) =>
        attribute.kind === "block"
          ? planMembers(attributes, element, before, configuration)
          : { ...planMembers(attributes, element, before, configuration), ...emptyArrays(element) };
      return planned(priorElement(attribute, planned, index, prior));
    });
    return attribute.nesting === "set" ? inSetOrder(elements) : elements;
  }
  if (isProperties(input)) {
    if (attributes !== undefined) {
      return planMembers(attributes, input, isProperties(prior) ? prior : {}, configuration);
    }
    // One unknown element makes a map unknown as a whole.
    return attribute.type === "map" && containsUnknown(input) ? UNKNOWN : withoutDefaults(input);
  }
  return planScalar(attribute, input, prior);
}

/** In an object that is no block an empty array stays one. */
function emptyArrays(object: Properties): Properties {
  return Object.fromEntries(
    Object.entries(object).filter(
      ([name, value]) => name !== "__defaults" && Array.isArray(value) && value.length === 0,
    ),
  );
}

/** One unknown element makes a list or set of plain values unknown as a whole, but for types of the plugin framework. */
function isPartlyUnknown(attribute: Attribute, input: Value[]): boolean {
  const ofValues = attribute.kind !== "block" && attribute.attributes === undefined;
  return ofValues && attribute.framework !== true && input.includes(UNKNOWN);
}

function planMembers(
  attributes: Attributes,
  input: Properties,
  prior: Properties,
  configuration: Configuration,
): Properties {
  const planned: Properties = withoutDefaults(input);
  for (const [name, attribute] of Object.entries(attributes)) {
    planned[name] = planValue(attribute, input[name], prior[name], configuration);
  }
  return planned;
}

function withoutDefaults(input: Properties): Properties {
  return Object.fromEntries(Object.entries(input).filter(([name]) => name !== "__defaults"));
}

/**
 * The element of the state that the program's element continues: the same place of a list; in a set one that it would
 * leave as it is.
 */
function priorElement(
  attribute: Attribute,
  planned: (before: Properties) => Properties,
  index: number,
  prior: Value | undefined,
): Properties {
  const elements = Array.isArray(prior) ? prior : [];
  const element =
    attribute.nesting === "set"
      ? elements.find((candidate) => isProperties(candidate) && equal(planned(candidate), candidate))
      : elements[index];
  return isProperties(element) ? element : {};
}

function planScalar(attribute: Attribute, input: Value, prior: Value | undefined): Value {
  const value = convert(attribute, input);
  if (typeof value !== "string" || attribute.normalize === undefined) {
    return value;
  }
  const normalized = normalize(attribute.normalize, value);
  // An equivalent document is no difference: the state keeps its text.
  return typeof prior === "string" && sameDocument(attribute.normalize, normalized, prior)
    ? prior
    : normalized;
}

/** Terraform converts between scalar types where the text allows it. */
function convert(attribute: Attribute, value: Value): Value {
  if (attribute.type === "string" && (typeof value === "number" || typeof value === "boolean")) {
    return String(value);
  }
  if (
    attribute.type === "number" &&
    typeof value === "string" &&
    value.trim() !== "" &&
    Number.isFinite(+value)
  ) {
    return Number(value);
  }
  if (attribute.type === "boolean" && (value === "true" || value === "false")) {
    return value === "true";
  }
  return value;
}

/** Sets come back in an order of their own: text in alphabetical order, objects in that of a hash, unknowns last. */
export function inSetOrder(elements: Value[]): Value[] {
  const known = new Map(
    elements.filter((element) => element !== UNKNOWN).map((element) => [setKey(element), element]),
  );
  const inOrder = [...known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, element]) => element);
  return [...inOrder, ...elements.filter((element) => element === UNKNOWN)];
}

function setKey(element: Value): string {
  if (!isProperties(element)) {
    return String(element);
  }
  // The same element has its members in one order in the program, in another one in the state.
  const known = JSON.stringify(sortKeys(element), (_, member) => (member === UNKNOWN ? "" : member));
  return createHash("sha256").update(known).digest("hex");
}
