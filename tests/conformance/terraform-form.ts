import type { Attribute, Attributes } from "../../offline/aws/declarations";
import type { Properties, Value } from "../../offline/aws/properties";
import { isProperties, UNKNOWN } from "../../offline/aws/properties";

/** What Terraform's configurations and plans hold, as JSON. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** An expression of any type that a plan cannot know yet. */
const LATER = "$" + "{jsondecode(terraform_data.later.id)}";

/** The name that Terraform has for a property: its own if the table tells it, else the same in snake case. */
export function terraformName(name: string, attribute: Attribute | undefined): string {
  return attribute?.terraform ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The body of a `resource`, in Terraform's JSON syntax, that says what checked inputs say. */
export function toTerraform(attributes: Attributes, inputs: Properties): { [name: string]: Json } {
  const body: { [name: string]: Json } = {};
  const dynamic: { [name: string]: Json } = {};
  for (const [name, value] of Object.entries(inputs)) {
    const attribute = attributes[name];
    if (name === "__defaults" || attribute?.class === "computed") {
      continue;
    }
    const terraform = terraformName(name, attribute);
    if (attribute?.kind === "block" && value === UNKNOWN) {
      // Of blocks only the number may be unknown, and with it all of them are.
      dynamic[terraform] = { for_each: LATER, content: leastContent(attribute.attributes ?? {}) };
    } else {
      body[terraform] = toArgument(attribute, value);
    }
  }
  return Object.keys(dynamic).length === 0 ? body : { ...body, dynamic };
}

/** Terraform wants all that a block requires, although it will not look at it. */
function leastContent(attributes: Attributes): Json {
  const required = Object.entries(attributes).filter(([, { class: declared }]) => declared === "required");
  return Object.fromEntries(
    required.map(([name, attribute]) => [
      terraformName(name, attribute),
      attribute.kind === "block" ? [leastContent(attribute.attributes ?? {})] : LATER,
    ]),
  );
}

function toArgument(attribute: Attribute | undefined, value: Value): Json {
  const attributes = attribute?.attributes;
  if (value === UNKNOWN) {
    return LATER;
  }
  if (typeof value === "string") {
    return value.replaceAll("${", "$$${").replaceAll("%{", "%%{");
  }
  if (Array.isArray(value)) {
    return value.map((element) => toElement(attribute, element));
  }
  if (!isProperties(value)) {
    return value;
  }
  if (attributes === undefined) {
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, toArgument(undefined, member)]),
    );
  }
  return [toElement(attribute, value)];
}

function toElement(attribute: Attribute | undefined, element: Value): Json {
  if (attribute?.attributes === undefined || !isProperties(element)) {
    return toArgument(undefined, element);
  }
  const members = toTerraform(attribute.attributes, element);
  if (attribute.kind === "block") {
    return members;
  }
  // An object that is no block must name all its members.
  const all = Object.entries(attribute.attributes).map(([name, member]) => [
    terraformName(name, member),
    null,
  ]);
  return { ...Object.fromEntries(all), ...members };
}

/** The planned values of a resource under their names in Pulumi. */
export function fromTerraform(attributes: Attributes, after: Json, unknown: Json): Properties {
  const known = isObject(after) ? after : {};
  const unknowns = isObject(unknown) ? unknown : {};
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]): [string, Value] => {
      const terraform = terraformName(name, attribute);
      return [name, fromValue(attribute, known[terraform] ?? null, unknowns[terraform] ?? false)];
    }),
  );
}

function fromValue(attribute: Attribute | undefined, after: Json, unknown: Json): Value {
  if (unknown === true) {
    return UNKNOWN;
  }
  if (Array.isArray(after)) {
    const unknowns = Array.isArray(unknown) ? unknown : [];
    const elements = after.map((element, index) => fromElement(attribute, element, unknowns[index] ?? false));
    // Of one block at most Pulumi makes a plain object.
    return attribute?.type === "object" ? (elements[0] ?? null) : elements;
  }
  if (attribute?.type === "number" && typeof after === "string" && after !== "") {
    // Terraform holds some numbers as text, so that there may be none.
    return Number(after);
  }
  return isObject(after) ? fromElement(attribute, after, unknown) : after;
}

function fromElement(attribute: Attribute | undefined, after: Json, unknown: Json): Value {
  if (unknown === true) {
    return UNKNOWN;
  }
  if (!isObject(after)) {
    return fromValue(undefined, after, unknown);
  }
  if (attribute?.attributes !== undefined) {
    return fromTerraform(attribute.attributes, after, unknown);
  }
  const unknowns = isObject(unknown) ? unknown : {};
  const names = [...new Set([...Object.keys(after), ...Object.keys(unknowns)])];
  return Object.fromEntries(
    names.map((name) => [name, fromValue(undefined, after[name] ?? null, unknowns[name] ?? false)]),
  );
}

function isObject(value: Json): value is { [name: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
