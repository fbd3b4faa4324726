/**
 * Reads what the engine says of resources from the bytes in which it comes, and no more of them than is asked for
 * (https://github.com/pulumi/pulumi/blob/master/proto/pulumi/analyzer.proto).
 */
import { BinaryReader } from "google-protobuf";
import { isObject, type Properties, type Property, UNKNOWN } from "../stack/properties";
import type { SeenProperties, SeenResource } from "./seen";
import { Container, putTogether } from "./values";

const nothing = new Uint8Array(0);

/** The resources of a request about a stack; edges to what is not among them are left away. */
export function resourcesOnWire(analyzeStackRequest: Uint8Array): SeenResource[] {
  const resources = repeated(analyzeStackRequest, 1).map(resourceOnWire);
  const known = new Set(resources.map(({ urn }) => urn));
  const there = (urns: readonly string[]) =>
    urns.every((urn) => known.has(urn)) ? urns : urns.filter((urn) => known.has(urn));
  return resources.map((resource) => ({
    ...resource,
    parent: resource.parent !== undefined && known.has(resource.parent) ? resource.parent : undefined,
    dependencies: there(resource.dependencies),
    propertyDependencies: new Map(
      [...resource.propertyDependencies].map(([property, urns]) => [property, there(urns)]),
    ),
  }));
}

function resourceOnWire(message: Uint8Array): SeenResource {
  const own = new Map<number, Uint8Array>();
  const dependencies: string[] = [];
  const propertyDependencies = new Map<string, readonly string[]>();
  for (const [number, bytes] of fields(message)) {
    if (number === 8) dependencies.push(textOf(bytes));
    else if (number === 9) {
      const entry = singular(bytes);
      propertyDependencies.set(textOf(entry.get(1)), repeated(entry.get(2), 1).map(textOf));
    } else own.set(number, bytes);
  }
  return {
    type: textOf(own.get(1)),
    properties: propertiesOnWire(own.get(2)),
    urn: textOf(own.get(3)),
    name: textOf(own.get(4)),
    ignoreChanges: repeated(own.get(5), 2).map(textOf),
    provider: providerOnWire(own.get(6)),
    parent: textOf(own.get(7)) || undefined,
    dependencies,
    propertyDependencies,
  };
}

function providerOnWire(message: Uint8Array | undefined): SeenResource["provider"] {
  if (!message) return undefined;
  const own = singular(message);
  return { urn: textOf(own.get(3)), properties: propertiesOnWire(own.get(2)) };
}

/** The inputs that a request about one resource brings. */
export function inputsOnWire(analyzeRequest: Uint8Array): SeenProperties {
  return propertiesOnWire(singular(analyzeRequest).get(2));
}

/** A request about one resource, without its inputs and its provider. */
export function withoutInputs(analyzeRequest: Uint8Array): Uint8Array {
  const reader = new BinaryReader(analyzeRequest);
  const kept: Uint8Array[] = [];
  while (reader.nextField()) {
    const start = reader.getFieldCursor();
    const number = reader.getFieldNumber();
    reader.skipField();
    if (number !== 2 && number !== 6) kept.push(analyzeRequest.subarray(start, reader.getCursor()));
  }
  return Buffer.concat(kept);
}

/** The properties in a `Struct` (google/protobuf/struct.proto). */
function propertiesOnWire(struct: Uint8Array = nothing): SeenProperties {
  return {
    isEmpty: struct.length === 0,
    read: (names) => {
      const read = new Map<string, Property>();
      for (const [name, value] of entries(struct)) {
        if (names && !names.includes(name)) continue;
        const property = putTogether(valueIn(value));
        if (property !== undefined) read.set(name, property);
      }
      return Object.fromEntries(read);
    },
  };
}

/** A `Struct` or a `ListValue`. */
class WireContainer extends Container {
  constructor(
    private readonly message: Uint8Array,
    readonly isList: boolean,
  ) {
    super();
  }

  *members(): Generator<readonly [name: string, member: Property | Container]> {
    if (this.isList) for (const value of repeated(this.message, 1)) yield ["", valueIn(value)];
    else for (const [name, value] of entries(this.message)) yield [name, valueIn(value)];
  }

  override meaning(value: Property): Property {
    return isSecret(value) ? value.value : value;
  }
}

/** The kinds of a `Value`, by the numbers of its fields. */
function valueIn(message: Uint8Array): Property | Container {
  const reader = new BinaryReader(message);
  let value: Property | Container;
  while (reader.nextField()) {
    switch (reader.getFieldNumber()) {
      case 1:
        reader.skipField();
        value = null;
        break;
      case 2:
        value = reader.readDouble();
        break;
      case 3: {
        const text = textOf(reader.readBytes());
        value = unknowns.has(text) ? UNKNOWN : text;
        break;
      }
      case 4:
        value = reader.readBool();
        break;
      case 5:
        value = new WireContainer(reader.readBytes(), false);
        break;
      case 6:
        value = new WireContainer(reader.readBytes(), true);
        break;
      default:
        reader.skipField();
    }
  }
  return value;
}

/** What stands for values that are not known, of each kind (github.com/pulumi/pulumi, sdk/go/common/resource/plugin). */
const unknowns = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** What marks an object that says of a value only that it is a secret (sdk/go/common/resource/sig there). */
const [signature, secret] = ["4dabf18193072939515e22adb298388d", "1b47061264138c4ac30d75fd1eb44270"];

function isSecret(value: Property): value is Properties {
  return isObject(value) && value[signature] === secret;
}

/** The names in a `Struct`, each with the bytes of its value. */
function entries(struct: Uint8Array): (readonly [name: string, value: Uint8Array])[] {
  return repeated(struct, 1).map((bytes) => {
    const entry = singular(bytes);
    return [textOf(entry.get(1)), entry.get(2) ?? nothing];
  });
}

/** All fields with a number. */
function repeated(message: Uint8Array | undefined, wanted: number): Uint8Array[] {
  return message ? fields(message).flatMap(([number, bytes]) => (number === wanted ? [bytes] : [])) : [];
}

/** The fields of a message that has none twice. */
function singular(message: Uint8Array): Map<number, Uint8Array> {
  return new Map(fields(message));
}

/** The fields of a message that hold texts or messages; others are passed over. */
function fields(message: Uint8Array): (readonly [number: number, bytes: Uint8Array])[] {
  const reader = new BinaryReader(message);
  const read: (readonly [number: number, bytes: Uint8Array])[] = [];
  while (reader.nextField()) {
    if (reader.isDelimited()) read.push([reader.getFieldNumber(), reader.readBytes()]);
    else reader.skipField();
  }
  return read;
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8") : "";
}
