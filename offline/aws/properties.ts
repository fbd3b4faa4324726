import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A property value that will be known only after the resource, or one it depends on, has been made. */
export const UNKNOWN = Symbol("unknown");

export type Value = null | boolean | number | string | typeof UNKNOWN | Value[] | Properties;

export interface Properties {
  [name: string]: Value;
}

// The engine's wire format writes unknowns as sentinel strings, one for each kind of value.
export const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
export const UNKNOWN_SENTINELS = new Set([
  UNKNOWN_STRING,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

export function isProperties(value: Value | undefined): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function containsUnknown(value: Value | undefined): boolean {
  if (value === UNKNOWN) {
    return true;
  }
  if (Array.isArray(value)) {
    return value.some(containsUnknown);
  }
  return isProperties(value) && Object.values(value).some(containsUnknown);
}

/** Deep equality. An absent property equals a null one; an unknown equals nothing, not even another unknown. */
export function equal(a: Value | undefined, b: Value | undefined): boolean {
  if (a === UNKNOWN || b === UNKNOWN) {
    return false;
  }
  if (a === undefined || a === null || b === undefined || b === null) {
    return (a ?? null) === (b ?? null);
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((element, index) => equal(element, b[index]));
  }
  if (isProperties(a) && isProperties(b)) {
    return Object.keys({ ...a, ...b }).every((name) => equal(a[name], b[name]));
  }
  return a === b;
}

/** Reads what the engine sent. Secrets are unwrapped: the engine marks them again on the way back. */
export function decode(struct: Struct | undefined): Properties {
  const value = struct === undefined ? {} : decodeValue(struct.toJavaScript());
  return isProperties(value) ? value : {};
}

function decodeValue(value: JavaScriptValue): Value {
  if (typeof value === "string") {
    return UNKNOWN_SENTINELS.has(value) ? UNKNOWN : value;
  }
  if (Array.isArray(value)) {
    return value.map(decodeValue);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const members = value as { [name: string]: JavaScriptValue };
  if (members[SIGNATURE] === SECRET_SIGNATURE) {
    return decodeValue(members.value ?? null);
  }
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, decodeValue(member)]));
}

/** Writes properties in the engine's format; `isSecret` names those that are secret by declaration. */
export function encode(properties: Properties, isSecret: (path: string[]) => boolean = () => false): Struct {
  const members = Object.entries(properties).map(([name, value]): [string, JavaScriptValue] => [
    name,
    encodeValue(value, [name], isSecret),
  ]);
  return Struct.fromJavaScript(Object.fromEntries(members));
}

function encodeValue(value: Value, path: string[], isSecret: (path: string[]) => boolean): JavaScriptValue {
  const encoded = encodePlain(value, path, isSecret);
  return value !== null && isSecret(path) ? { [SIGNATURE]: SECRET_SIGNATURE, value: encoded } : encoded;
}

function encodePlain(value: Value, path: string[], isSecret: (path: string[]) => boolean): JavaScriptValue {
  if (value === UNKNOWN) {
    return UNKNOWN_STRING;
  }
  if (Array.isArray(value)) {
    return value.map((element) => encodePlain(element, path, isSecret));
  }
  if (isProperties(value)) {
    const members = Object.entries(value).map(([name, member]): [string, JavaScriptValue] => [
      name,
      encodeValue(member, [...path, name], isSecret),
    ]);
    return Object.fromEntries(members);
  }
  return value;
}
