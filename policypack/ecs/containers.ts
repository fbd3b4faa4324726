/**
 * Containers of task definitions, and what their definitions say
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html).
 */
import type { Properties, Property } from "../stack/properties";
import type { Resource } from "../stack/resources";
import {
  interpret,
  json,
  list,
  object,
  read,
  type Source,
  sourceOf,
  text,
  type Value,
} from "../stack/values";

/** A container of a task definition, as far as this pack reads it. */
export interface Container {
  readonly name: string;
  readonly properties: Properties;
}

/** The containers in a property that holds them as JSON. */
export function containersIn(resource: Resource, property: string): Value<readonly Container[]> {
  const document = read(resource, "inputs", [property], json);
  if (document.kind !== "known") return document;
  const malformed = { kind: "malformed", expected: "a JSON list of containers" } as const;
  const source = sourceOf(resource, property);
  const entries = interpret(document.value as Property, list, source);
  if (entries.kind !== "known") return malformed;
  const containers: Container[] = [];
  for (const [index, entry] of entries.value.entries()) {
    const container = interpret(entry, object, source);
    if (container.kind !== "known") return malformed;
    containers.push({ name: nameOrPlace(container.value, index), properties: container.value });
  }
  return { kind: "known", value: containers };
}

/** The provider reads the document as Go does: the case of a key does not matter. */
export function fieldOf(properties: Properties, name: string): Property {
  if (Object.hasOwn(properties, name)) return properties[name];
  const key = Object.keys(properties).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : properties[key];
}

/** The part at a path of a container's definition: of a key in whatever case. */
export function partOf({ properties }: Container, ...path: readonly string[]): Property {
  let part: Property = properties;
  for (const key of path) {
    if (typeof part !== "object" || part === null || Array.isArray(part)) return undefined;
    part = fieldOf(part as Properties, key);
  }
  return part;
}

/** What AWS lets a container, a variable or a volume be called; anything else may be something else. */
const plainName = /^[\w.-]{1,255}$/;

/** The name of a container, a variable or a volume, or what stands for it in messages. */
export function nameOrPlace(properties: Properties, index: number): string {
  const name = fieldOf(properties, "name");
  return typeof name === "string" && plainName.test(name) ? name : `number-${index + 1}`;
}

/** The name as code holds it, left out where it is not of that form. */
export function nameToPaste(properties: Properties, index: number): string {
  const shown = nameOrPlace(properties, index);
  return shown === fieldOf(properties, "name") ? shown : "…";
}

const nowhere: Source = { kind: "elsewhere" };

/** The names of the port mappings of all containers; undefined where some may not be known. */
export function portNames(containers: Value<readonly Container[]>): ReadonlySet<string> | undefined {
  if (containers.kind !== "known") return undefined;
  const names = new Set<string>();
  for (const { properties } of containers.value) {
    const mappings = interpret(fieldOf(properties, "portMappings"), list, nowhere);
    if (mappings.kind === "absent") continue;
    if (mappings.kind !== "known") return undefined;
    for (const entry of mappings.value) {
      const mapping = interpret(entry, object, nowhere);
      const name =
        mapping.kind === "known" ? interpret(fieldOf(mapping.value, "name"), text, nowhere) : mapping;
      if (name.kind === "known") names.add(name.value);
      else if (name.kind !== "absent") return undefined;
    }
  }
  return names;
}

/** Whether a container takes variables from files in S3, which are not seen here. */
export function takesFiles({ properties }: Container): boolean {
  const files = interpret(fieldOf(properties, "environmentFiles"), list, nowhere);
  return files.kind !== "absent" && !(files.kind === "known" && files.value.length === 0);
}
