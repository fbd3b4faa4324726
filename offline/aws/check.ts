import type { NamingRequest } from "./autoname";
import { autoname, isAutonamed } from "./autoname";
import type { Configuration } from "./configuration";
import { containerDefinitionsFault } from "./container-definitions";
import type { Attribute, Attributes, ResourceType } from "./declarations";
import { goJson, parseJson, sortKeys } from "./go-json";
import type { Properties, Value } from "./properties";
import { containsUnknown, isProperties, UNKNOWN } from "./properties";

export interface CheckRequest extends NamingRequest {
  type: ResourceType;
  /** Inputs of the last deployment; none for a new resource or a replacement. */
  olds: Properties;
  news: Properties;
  configuration: Configuration;
}

export interface Checked {
  inputs: Properties;
  failures: string[];
}

/** Checked inputs: the program's values, names, defaults and merged tags; or why the program is wrong. */
export function check(request: CheckRequest): Checked {
  const failures: string[] = [];
  const inputs = checkMembers(request, request.type.attributes, request.news, request.olds, "", failures);
  if ("tagsAll" in request.type.attributes) {
    inputs.tagsAll = mergedTags(inputs.tags, request.configuration);
  }
  return { inputs, failures };
}

/** Tags of the resource over those of its provider. */
function mergedTags(tags: Value | undefined, configuration: Configuration): Value {
  const defaults = configuration.defaultTags;
  const own = tags ?? {};
  if (defaults === UNKNOWN || !isProperties(own) || containsUnknown(own) || containsUnknown(defaults)) {
    return UNKNOWN;
  }
  return { ...defaults, ...own };
}

function checkMembers(
  request: CheckRequest,
  attributes: Attributes,
  news: Properties,
  olds: Properties,
  path: string,
  failures: string[],
): Properties {
  const inputs: Properties = {};
  for (const [name, value] of Object.entries(news)) {
    if (name !== "__defaults" && value !== null) {
      inputs[name] = checkValue(request, attributes[name], value, olds[name], `${path}${name}`, failures);
    }
  }
  const defaults: string[] = [];
  for (const [name, attribute] of Object.entries(attributes)) {
    if (name in inputs) {
      continue;
    }
    const value = defaultOf(request, attributes, name, inputs, olds, failures);
    if (value !== undefined) {
      inputs[name] = value;
      defaults.push(name);
    } else if (attribute.class === "required") {
      failures.push(missing(request, name, attribute, `${path}${name}`));
    }
  }
  inputs.__defaults = defaults.sort();
  return inputs;
}

/** The text that the Pulumi CLI shows for a missing argument of a bridged provider. */
function missing(request: CheckRequest, name: string, attribute: Attribute, path: string): string {
  const argument = attribute.terraform ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return (
    `Missing required argument. The argument "${argument}" is required, but no definition was found.. ` +
    `Examine values at '${request.logicalName}.${path}'.`
  );
}

function defaultOf(
  request: CheckRequest,
  attributes: Attributes,
  name: string,
  inputs: Properties,
  olds: Properties,
  failures: string[],
): Value | undefined {
  const attribute = attributes[name];
  const naming = attributes === request.type.attributes ? request.type.autonaming : undefined;
  if (isAutonamed(attributes, name, inputs, naming)) {
    // A name that was made up once is kept for as long as the resource lives.
    if (Array.isArray(olds.__defaults) && olds.__defaults.includes(name) && typeof olds[name] === "string") {
      return olds[name];
    }
    try {
      return autoname(request, inputs, naming);
    } catch (fault) {
      failures.push(fault instanceof RangeError ? fault.message : String(fault));
      return undefined;
    }
  }
  // Since 2026, false, 0 and "" are not written into the inputs; the planned outputs hold them all the same.
  const whenUnset = attribute?.deprecated === true ? undefined : attribute?.whenUnset;
  return typeof whenUnset === "object" && "default" in whenUnset && whenUnset.default
    ? whenUnset.default
    : undefined;
}

function checkValue(
  request: CheckRequest,
  attribute: Attribute | undefined,
  value: Value,
  old: Value | undefined,
  path: string,
  failures: string[],
): Value {
  const attributes = attribute?.attributes;
  if (attributes !== undefined && attribute?.type === "array" && Array.isArray(value)) {
    return value.map((element, index) => {
      const oldElement = Array.isArray(old) ? old[index] : undefined;
      return isProperties(element)
        ? checkMembers(request, attributes, element, asProperties(oldElement), `${path}[${index}].`, failures)
        : element;
    });
  }
  if (attributes !== undefined && isProperties(value)) {
    return checkMembers(request, attributes, value, asProperties(old), `${path}.`, failures);
  }
  const text = attribute?.acceptsObject === true ? jsonText(value) : value;
  const fault =
    typeof text === "string" && attribute !== undefined ? faultOf(attribute, path, text) : undefined;
  if (fault !== undefined) {
    failures.push(`${fault}. Examine values at '${request.logicalName}.${path}'.`);
  }
  return text;
}

function asProperties(value: Value | undefined): Properties {
  return isProperties(value) ? value : {};
}

/** Properties that are JSON text upstream may be objects in a Pulumi program. */
function jsonText(value: Value): Value {
  if (typeof value === "string") {
    return value;
  }
  return containsUnknown(value) ? UNKNOWN : goJson(sortKeys(value));
}

function faultOf(attribute: Attribute, path: string, text: string): string | undefined {
  if (attribute.validate === "policy" && !isProperties(parseJson(text))) {
    const name = attribute.terraform ?? path.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return `"${name}" contains an invalid JSON policy: not a JSON object`;
  }
  if (attribute.validate === "containerDefinitions" && text !== "") {
    const fault = containerDefinitionsFault(text);
    return fault === undefined ? undefined : `ECS Task Definition container_definitions is invalid: ${fault}`;
  }
  return undefined;
}
