/** Turns what the SDK hands to a policy into plain values. */
import { type Properties, type Property, UNKNOWN } from "../stack/properties";

/** The properties with these names, or all where none are named. */
export function decodeProperties(props: unknown, names?: readonly string[]): Properties {
  if (typeof props !== "object" || props === null) return {};
  const decoded: Record<string, Property> = {};
  for (const name of names ?? Object.keys(props)) {
    const value = decodeMember(props, name);
    if (value !== undefined) decoded[name] = value;
  }
  return decoded;
}

/** One member; reading an unknown throws, and is the only way in which the SDK tells of one. */
function decodeMember(container: object, key: string): Property {
  let member: unknown;
  try {
    member = Reflect.get(container, key);
  } catch {
    return UNKNOWN;
  }
  return decode(member);
}

function decode(value: unknown): Property {
  switch (typeof value) {
    case "string":
    case "number":
    case "boolean":
      return value;
    case "object":
      if (value === null) return null;
      return Array.isArray(value)
        ? Array.from({ length: value.length }, (_, index) => decodeMember(value, String(index)))
        : Object.fromEntries(Object.keys(value).map((key) => [key, decodeMember(value, key)]));
    default:
      return undefined;
  }
}
