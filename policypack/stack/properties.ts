/** Values of properties, as the engine tells them. */

/** Stands where a preview cannot know a value. */
export const UNKNOWN = Symbol("unknown at preview");

/** A property's value, with `UNKNOWN` in the places that the preview cannot know. */
export type Property =
  | string
  | number
  | boolean
  | null
  | undefined
  | typeof UNKNOWN
  | readonly Property[]
  | Properties;
export interface Properties {
  readonly [key: string]: Property;
}

/** Whether a value is unknown, or has a part that is. */
export function holdsUnknown(property: Property): boolean {
  return somePart(property, (part) => part === UNKNOWN);
}

/**
 * Whether a value, one of its parts or the name of a part passes a test. Values may nest deeper than calls can:
 * what is still to be looked at stands in a list.
 */
export function somePart(property: Property, test: (part: Property) => boolean): boolean {
  const open: Property[] = [property];
  while (open.length > 0) {
    const part = open.pop();
    if (test(part)) return true;
    if (typeof part !== "object" || part === null) continue;
    if (isObject(part)) for (const name of Object.keys(part)) open.push(name);
    for (const member of Object.values<Property>(part)) open.push(member);
  }
  return false;
}

export function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
