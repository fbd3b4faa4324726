import type { Properties, Value } from "./properties";
import { isProperties } from "./properties";

const ESCAPED: Record<string, string> = {
  "<": "\\u003c",
  ">": "\\u003e",
  "&": "\\u0026",
  "\u2028": "\\u2028",
  "\u2029": "\\u2029",
};

/** JSON text as Go's encoding/json writes it, which escapes what HTML would interpret. */
export function goJson(value: Value, indentation?: number): string {
  return JSON.stringify(value, null, indentation).replace(/[<>&\u2028\u2029]/g, (c) => ESCAPED[c] ?? c);
}

/** The same value with the keys of every object in order, as Go writes a map. */
export function sortKeys(value: Value): Value {
  if (Array.isArray(value)) {
    return value.map(sortKeys);
  }
  if (!isProperties(value)) {
    return value;
  }
  const sorted: Properties = {};
  for (const name of Object.keys(value).sort()) {
    sorted[name] = sortKeys(value[name] ?? null);
  }
  return sorted;
}

export function parseJson(text: string): Value | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
