/** Values as a policy sees them, and the one accessor through which they are read. */
import { propertyName } from "../code/words";
import { holdsUnknown, isObject, type Properties, type Property, UNKNOWN } from "./properties";
import type { Resource } from "./resources";

/** Where an unknown value comes from. */
export type Source =
  /** From these resources of the stack; a packaged component's URN stands for its descendants. */
  | { readonly kind: "resources"; readonly urns: readonly string[] }
  /** Nothing of the stack is recorded as its source: another stack, a resource only read, a lost edge. */
  | { readonly kind: "elsewhere" };

/** What reading a property gives. */
export type Value<T> =
  | { readonly kind: "known"; readonly value: T }
  | { readonly kind: "absent" }
  /** Not of the form that it must have; `expected` says which, and holds nothing of the value. */
  | { readonly kind: "malformed"; readonly expected: string }
  | { readonly kind: "unknown"; readonly source: Source };

/** Reads one form of value; undefined when the property has another form. */
export interface Reader<T> {
  readonly expected: string;
  /** Whether one unknown part makes the value unknown as a whole. */
  readonly whole?: true;
  readonly read: (property: Property) => T | undefined;
}

export const text: Reader<string> = {
  expected: "a text",
  read: (property) => (typeof property === "string" ? property : undefined),
};

export const truth: Reader<boolean> = {
  expected: "true or false",
  read: (property) => {
    if (typeof property === "boolean") return property;
    return property === "true" ? true : property === "false" ? false : undefined;
  },
};

export const count: Reader<number> = {
  expected: "a number",
  read: (property) => {
    if (typeof property === "number") return property;
    return typeof property === "string" && /^\d+$/.test(property) ? Number(property) : undefined;
  },
};

export const list: Reader<readonly Property[]> = {
  expected: "a list",
  read: (property) => (Array.isArray(property) ? property : undefined),
};

export const object: Reader<Properties> = {
  expected: "an object",
  read: (property) => (isObject(property) ? property : undefined),
};

/** A JSON document, given as text or as the value itself. */
export const json: Reader<unknown> = {
  expected: "a JSON document",
  whole: true,
  read: (property) => {
    if (typeof property !== "string") return property;
    try {
      return JSON.parse(property) as unknown;
    } catch {
      return undefined;
    }
  },
};

/** A policy document, given as text or as the value itself; its text is read with it. */
export const policyDocument: Reader<unknown> = {
  expected: "a policy document",
  whole: true,
  read: (property) => property,
};

/** The text that stands for a secret in an exported state: the value is not known from it. */
const redacted = "[secret]";

/** Which of a resource's two views is read: what the program said, or what AWS made of it. */
export type View = "inputs" | "outputs";

const elsewhere: Source = { kind: "elsewhere" };

/**
 * Reads the property at a path. An unknown on the way makes the value unknown, null and the empty text
 * make it absent.
 */
export function read<T>(
  resource: Resource,
  view: View,
  path: readonly [string, ...string[]],
  reader: Reader<T>,
): Value<T> {
  let property: Property = resource[view];
  for (const key of path) {
    if (property === UNKNOWN || property === redacted) break;
    if (property === null || property === undefined) return { kind: "absent" };
    if (!isObject(property))
      return { kind: "malformed", expected: `an object around \`${propertyName(key)}\`` };
    property = Object.hasOwn(property, key) ? property[key] : undefined;
  }
  const isOpen = property === UNKNOWN || reader.whole;
  return interpret(property, reader, isOpen ? sourceOf(resource, path[0]) : elsewhere);
}

/** Reads a part of a value that was read before; `source` is where the whole comes from. */
export function interpret<T>(property: Property, reader: Reader<T>, source: Source): Value<T> {
  if (property === redacted) return { kind: "unknown", source: elsewhere };
  if (property === UNKNOWN || (reader.whole && holdsUnknown(property))) return { kind: "unknown", source };
  if (property === null || property === undefined || property === "") return { kind: "absent" };
  const value = reader.read(property);
  return value === undefined ? { kind: "malformed", expected: reader.expected } : { kind: "known", value };
}

/** Resources by the known texts of some of their outputs, such as ARNs and names. */
export function byOutputs(
  resources: readonly Resource[],
  properties: readonly string[],
): ReadonlyMap<string, Resource> {
  const found = new Map<string, Resource>();
  for (const resource of resources) {
    for (const property of properties) {
      const value = read(resource, "outputs", [property], text);
      if (value.kind === "known") found.set(value.value, resource);
    }
  }
  return found;
}

/** What the value of a property depends on. */
export function sourceOf(resource: Resource, property: string): Source {
  const urns = resource.propertyDependencies.get(property) ?? [];
  return urns.length > 0 ? { kind: "resources", urns } : elsewhere;
}

/** Whether a value of a resource is not known, and nothing tells what it comes from. */
export function hasLostEdges(resource: Resource): boolean {
  return Object.entries(resource.inputs).some(
    ([property, value]) => holdsUnknown(value) && sourceOf(resource, property).kind === "elsewhere",
  );
}

/** The resources that an unknown value is known to come from; none when it comes from elsewhere. */
export function sourceUrns(value: Value<unknown>): readonly string[] {
  return value.kind === "unknown" && value.source.kind === "resources" ? value.source.urns : [];
}

/** The value where it is known, undefined otherwise: for names and labels, never for a decision. */
export function knownOr<T, D>(value: Value<T>, otherwise: D): T | D {
  return value.kind === "known" ? value.value : otherwise;
}

/** Whether AWS has a resource already. */
export function existsAlready(resource: Resource): boolean {
  return read(resource, "outputs", ["id"], text).kind === "known";
}
