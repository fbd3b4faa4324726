/** Plants a mark into values of a stack, one property of one type at a time, to see where it comes out again. */
import { type Json, type JsonObject, type SeenResource, unknown } from "./pack";

/** Of characters that names, ARNs, ids and JSON hold, so that it stays whole wherever a value is taken apart. */
export const mark = "pl4ntedm4rk";

/** The same as a number. */
const markNumber = 7461829;

/** Whether a text holds what was planted. */
export function holdsMark(text: string): boolean {
  return text.includes(mark) || text.includes(`${markNumber}`);
}

/** What is done to a value; `output` has it look like an Output that was made a text. */
export type Way =
  | "output"
  | "replaced"
  | "lengthened"
  | "numbered"
  | "keyed"
  | "listed"
  | "broken"
  | "renamed";

/** A property of a type, and where in it: `containerDefinitions[].environment[].value`; JSON in texts is looked into. */
export interface Spot {
  readonly type: string;
  readonly path: string;
}

export interface Planting {
  readonly way: Way;
  /** Where the mark is; of a value that is renamed wherever it stands, all places that hold it. */
  readonly spots: readonly Spot[];
  resources(): SeenResource[];
}

/**
 * All of a stack: each value in each way that fits it.
 * @param isRead whether a policy reads a property; the others are planted at once, because they change no verdict
 */
export function plantings(
  seen: readonly SeenResource[],
  isRead: (type: string, property: string) => boolean,
): Planting[] {
  const resources = seen.map(withoutSecrets);
  const found = spotsIn(resources);
  const unread = found.filter(({ type, path, property }) => path === property && !isRead(type, property));
  const all: Planting[] = [];
  const add = (way: Way, spots: readonly Spot[], make: () => SeenResource[]) =>
    spots.length > 0 && all.push({ way, spots, resources: make });
  for (const way of ["replaced", "keyed"] as const) add(way, unread, () => planted(resources, unread, way));
  for (const spot of found) {
    if (!isRead(spot.type, spot.property)) continue;
    for (const way of spot.ways) add(way, [spot], () => planted(resources, [spot], way));
  }
  for (const [value, spots] of textsIn(resources)) add("renamed", spots, () => renamed(resources, value));
  return all;
}

/** As policies see them: what is secret is there as it is. */
function withoutSecrets(resource: SeenResource): SeenResource {
  const { inputs, outputs } = resource;
  const plain = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== "object" || value === null) return value;
    const own = value as JsonObject;
    if (own[signature] !== undefined) return plain(own.value ?? null);
    return Object.fromEntries(Object.entries(own).map(([name, member]) => [name, plain(member)]));
  };
  return {
    ...resource,
    inputs: inputs && (plain(inputs) as JsonObject),
    outputs: plain(outputs) as JsonObject,
  };
}

/** Marks a secret on the wire (sdk/go/common/resource/sig in github.com/pulumi/pulumi). */
const signature = "4dabf18193072939515e22adb298388d";

interface FoundSpot extends Spot {
  readonly property: string;
  readonly ways: Set<Way>;
}

function spotsIn(resources: readonly SeenResource[]): FoundSpot[] {
  const spots = new Map<string, FoundSpot>();
  for (const { type, inputs = {}, outputs } of resources)
    for (const properties of [inputs, outputs])
      for (const [property, own] of Object.entries(properties))
        visit(own, property, (path, value) => {
          const spot = spots.get(`${type} ${path}`) ?? { type, path, property, ways: new Set() };
          for (const way of waysFor(value)) spot.ways.add(way);
          spots.set(`${type} ${path}`, spot);
        });
  return [...spots.values()];
}

function waysFor(value: Json): readonly Way[] {
  if (Array.isArray(value)) return ["replaced", "listed"];
  if (typeof value === "object" && value !== null) return ["replaced", "keyed"];
  if (typeof value === "number") return ["replaced", "numbered"];
  if (typeof value !== "string" || value === unknown) return ["replaced"];
  return parsed(value) === undefined ? ["replaced", "lengthened", "output"] : ["replaced", "broken"];
}

/** A text that holds JSON. */
function parsed(text: string): JsonObject | readonly Json[] | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function visit(value: Json, path: string, see: (path: string, value: Json) => void): void {
  see(path, value);
  const inside = typeof value === "string" ? parsed(value) : value;
  if (Array.isArray(inside)) for (const member of inside) visit(member, `${path}[]`, see);
  else if (typeof inside === "object" && inside !== null)
    for (const [name, member] of Object.entries(inside)) visit(member, `${path}.${name}`, see);
}

function planted(resources: readonly SeenResource[], spots: readonly Spot[], way: Way): SeenResource[] {
  let count = 0;
  return resources.map((resource) => {
    const own = spots.filter(({ type }) => type === resource.type);
    if (own.length === 0) return resource;
    const { inputs, outputs } = resource;
    const first = count;
    const plant = (properties: JsonObject) => {
      // What is an input and an output gets one mark.
      count = first;
      return own.reduce(
        (all, { path }) => changedIn(all, path, (value) => changed(value, way, `${mark}${count++}`)),
        properties,
      );
    };
    return { ...resource, inputs: inputs && plant(inputs), outputs: plant(outputs) };
  });
}

function changed(value: Json, way: Way, own: string): Json {
  switch (way) {
    case "numbered":
      return markNumber;
    case "output":
      return `Calling [toString] on an [Output<T>] is not supported. ${own}`;
    case "keyed":
      return typeof value === "object" && value !== null && !Array.isArray(value)
        ? { ...value, [own]: own }
        : value;
    case "listed":
      return Array.isArray(value) ? [...value, own, { [own]: own }] : value;
    case "lengthened":
    case "broken":
      return typeof value === "string" ? `${value}${own}` : value;
    default:
      return own;
  }
}

function changedIn(properties: JsonObject, path: string, change: (value: Json) => Json): JsonObject {
  const [property = ""] = path.split(/[.[]/, 1);
  const value = properties[property];
  return value === undefined
    ? properties
    : { ...properties, [property]: changedAt(value, path, property, change) };
}

function changedAt(value: Json, path: string, at: string, change: (value: Json) => Json): Json {
  if (at === path) return change(value);
  // Nothing below is meant.
  if (!path.startsWith(at)) return value;
  const text = typeof value === "string" ? parsed(value) : undefined;
  const inside = text ?? value;
  if (typeof inside !== "object" || inside === null) return value;
  const next = Array.isArray(inside)
    ? inside.map((member: Json) => changedAt(member, path, `${at}[]`, change))
    : Object.fromEntries(
        Object.entries(inside).map(([name, member]) => [
          name,
          changedAt(member, path, `${at}.${name}`, change),
        ]),
      );
  return text ? JSON.stringify(next) : next;
}

/** Texts that stand for something, with all places that hold them, alone or in a longer one. */
function textsIn(resources: readonly SeenResource[]): Map<string, Spot[]> {
  const texts = new Map<string, Map<string, Spot>>();
  for (const { type, inputs = {}, outputs } of resources)
    for (const properties of [inputs, outputs])
      for (const [property, own] of Object.entries(properties))
        visit(own, property, (path, value) => {
          if (typeof value !== "string" || value.length < 3 || value === unknown || parsed(value)) return;
          const spots = texts.get(value) ?? new Map<string, Spot>();
          texts.set(value, spots.set(`${type} ${path}`, { type, path }));
        });
  const all = [...texts];
  return new Map(
    all.map(([text, spots]) => {
      const holding = all.filter(([other]) => other !== text && other.includes(text));
      return [text, [...spots.values(), ...holding.flatMap(([, others]) => [...others.values()])]];
    }),
  );
}

/** With a text renamed wherever it stands, also within others, as where a name is part of an ARN. */
function renamed(resources: readonly SeenResource[], text: string): SeenResource[] {
  const inAll = (value: Json): Json => {
    if (typeof value === "string") {
      const json = parsed(value);
      return json ? JSON.stringify(inAll(json)) : value.replaceAll(text, `${text}${mark}`);
    }
    if (Array.isArray(value)) return value.map(inAll);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, inAll(member)]));
  };
  return resources.map((resource) => ({
    ...resource,
    inputs: resource.inputs && (inAll(resource.inputs) as JsonObject),
    outputs: inAll(resource.outputs) as JsonObject,
  }));
}
