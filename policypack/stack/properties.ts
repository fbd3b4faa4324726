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
  if (property === UNKNOWN) return true;
  if (typeof property !== "object" || property === null) return false;
  return Object.values(property).some((member: Property) => holdsUnknown(member));
}

export function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
