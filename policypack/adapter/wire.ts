/**
 * Reads what the engine says of resources from the bytes in which it comes, and no more of them than is asked for
 * (https://github.com/pulumi/pulumi/blob/master/proto/pulumi/analyzer.proto; numbers of fields are from there).
 */

import type { SeenProperties, SeenResource } from "../judging/seen";
import { Container, putTogether, unknowns } from "../judging/values";
import { isObject, type Properties, type Property, UNKNOWN } from "../stack/properties";
import { Fields, type Slice } from "./protobuf";

/** The resources of a request about a stack; edges to what is not among them are left away. */
export function resourcesOnWire(analyzeStackRequest: Buffer): SeenResource[] {
  const resources: ReturnType<typeof resourceOnWire>[] = [];
  const request = Fields.around(analyzeStackRequest);
  while (request.next())
    if (request.number === 1) resources.push(resourceOnWire(Fields.in(request.content())));
  // One text for each URN, however often it is named: it is looked up often, and fast where it is the same one.
  const urns = new Map(resources.map(({ urn }) => [urn, urn]));
  for (const resource of resources) {
    resource.parent = urns.get(resource.parent ?? "");
    keepKnown(resource.dependencies, urns);
    for (const named of resource.propertyDependencies.values()) keepKnown(named, urns);
  }
  return resources;
}

/** Leaves of a list of URNs those that are known, in place: there are many lists. */
function keepKnown(list: string[], urns: ReadonlyMap<string, string>): void {
  let kept = 0;
  for (const named of list) {
    const urn = urns.get(named);
    if (urn !== undefined) list[kept++] = urn;
  }
  list.length = kept;
}

function resourceOnWire(fields: Fields) {
  const resource = {
    type: "",
    urn: "",
    name: "",
    parent: undefined as string | undefined,
    properties: noProperties,
    provider: undefined as SeenResource["provider"],
    ignoreChanges: nothing,
    dependencies: [] as string[],
    propertyDependencies: new Map<string, string[]>(),
  };
  const edges: [string, string[]][] = [];
  while (fields.next()) {
    switch (fields.number) {
      case 1:
        resource.type = fields.text();
        break;
      case 2:
        resource.properties = propertiesOnWire(fields.slice());
        break;
      case 3:
        resource.urn = fields.text();
        break;
      case 4:
        resource.name = fields.text();
        break;
      case 5:
        resource.ignoreChanges = textsIn(fields.message(), 2);
        break;
      case 6:
        resource.provider = providerOnWire(fields.message());
        break;
      case 7:
        resource.parent = fields.text() || undefined;
        break;
      case 8:
        resource.dependencies.push(fields.text());
        break;
      case 9: {
        const [property, urns] = entryIn(fields.message());
        edges.push([property, urns ? textsIn(Fields.of(urns), 1) : []]);
      }
    }
  }
  for (const [property, urns] of edges.sort(byName)) resource.propertyDependencies.set(property, urns);
  return resource;
}

function providerOnWire(fields: Fields): SeenResource["provider"] {
  let urn = "";
  let properties = noProperties;
  while (fields.next()) {
    if (fields.number === 2) properties = propertiesOnWire(fields.slice());
    else if (fields.number === 3) urn = fields.text();
  }
  return { urn, properties };
}

/** The inputs that a request about one resource brings. */
export function inputsOnWire(analyzeRequest: Buffer): SeenProperties {
  const fields = Fields.in(analyzeRequest);
  let inputs = noProperties;
  while (fields.next()) if (fields.number === 2) inputs = propertiesOnWire(fields.slice());
  return inputs;
}

/** A request about one resource, without its inputs and its provider. */
export function withoutInputs(analyzeRequest: Buffer): Buffer {
  const fields = Fields.around(analyzeRequest);
  const kept: Buffer[] = [];
  let start = 0;
  while (fields.next()) {
    const { end } = fields.slice();
    if (fields.number !== 2 && fields.number !== 6) kept.push(analyzeRequest.subarray(start, end));
    start = end;
  }
  return Buffer.concat(kept);
}

/** The properties in a `Struct` (google/protobuf/struct.proto). */
function propertiesOnWire(struct: Slice): SeenProperties {
  return { isEmpty: struct.start === struct.end, read: (names) => read(struct, names) };
}

function read(struct: Slice, names: readonly string[] | undefined): Properties {
  const found: [string, Property][] = [];
  if (names?.length === 0) return {};
  const fields = Fields.of(struct);
  const entry = Fields.of(struct);
  while (fields.next()) {
    let name = "";
    entry.enter(fields);
    while (entry.next()) if (entry.number === 1) name = entry.text();
    if (names && !names.includes(name)) continue;
    entry.enter(fields);
    while (entry.next()) {
      const property = entry.number === 2 ? putTogether(valueIn(entry.message())) : undefined;
      if (property !== undefined) found.push([name, property]);
    }
  }
  return Object.fromEntries(found.sort(byName));
}

/** The engine sends maps in no certain order; the SDK shows them in this one. */
function byName([one]: readonly [string, ...unknown[]], [other]: readonly [string, ...unknown[]]): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** A `Struct`. */
class WireObject extends Container {
  readonly isList = false;

  constructor(private readonly struct: Slice) {
    super();
  }

  members(): (readonly [name: string, member: Property | Container])[] {
    const members: [string, Property | Container][] = [];
    const fields = Fields.of(this.struct);
    while (fields.next()) {
      const [name, value] = entryIn(fields.message());
      members.push([name, value && valueIn(Fields.of(value))]);
    }
    return members.sort(byName);
  }

  override meaning(value: Property): Property {
    return isSecret(value) ? value.value : value;
  }
}

/** A `ListValue`. */
class WireList extends Container {
  readonly isList = true;

  constructor(private readonly list: Slice) {
    super();
  }

  members(): (readonly [name: string, member: Property | Container])[] {
    const members: [string, Property | Container][] = [];
    const fields = Fields.of(this.list);
    while (fields.next()) members.push(["", valueIn(fields.message())]);
    return members;
  }
}

/** A `Value`: one field, whose number tells its kind. */
function valueIn(fields: Fields): Property | Container {
  let value: Property | Container;
  while (fields.next()) {
    switch (fields.number) {
      case 1:
        value = null;
        break;
      case 2:
        value = fields.double();
        break;
      case 3:
        value = fields.text();
        if (unknowns.has(value)) value = UNKNOWN;
        break;
      case 4:
        value = fields.truth();
        break;
      case 5:
        value = new WireObject(fields.slice());
        break;
      case 6:
        value = new WireList(fields.slice());
    }
  }
  return value;
}

/** What marks an object that says of a value only that it is a secret (sdk/go/common/resource/sig there). */
const [signature, secret] = ["4dabf18193072939515e22adb298388d", "1b47061264138c4ac30d75fd1eb44270"];

function isSecret(value: Property): value is Properties {
  return isObject(value) && value[signature] === secret;
}

/** An entry of a map: its key and the bytes of its value. */
function entryIn(fields: Fields): readonly [key: string, value: Slice | undefined] {
  let key = "";
  let value: Slice | undefined;
  while (fields.next()) {
    if (fields.number === 1) key = fields.text();
    else if (fields.number === 2) value = fields.slice();
  }
  return [key, value];
}

/** The texts in all fields of a number. */
function textsIn(fields: Fields, number: number): string[] {
  const texts: string[] = [];
  while (fields.next()) if (fields.number === number) texts.push(fields.text());
  return texts;
}

const nothing: readonly string[] = [];
const noProperties: SeenProperties = { isEmpty: true, read: () => ({}) };
