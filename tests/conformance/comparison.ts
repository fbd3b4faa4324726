import type { ResourceType } from "../../offline/aws/declarations";
import type { Properties, Value } from "../../offline/aws/properties";
import { isProperties, UNKNOWN } from "../../offline/aws/properties";

/** A property that the stand-in plans otherwise than the real provider. */
export interface Difference {
  readonly property: string;
  readonly standIn: Value;
  readonly real: Value;
}

/** What a plan may hold for a property: nothing known, nothing, what the program said, or a value of the provider's. */
export const KINDS = ["unknown", "null", "kept", "default"] as const;
export type Kind = (typeof KINDS)[number];

export interface Comparison {
  readonly differences: readonly Difference[];
  /** How many properties were compared, by what the real provider plans for them. */
  readonly compared: Readonly<Record<Kind, number>>;
}

/**
 * Compares two plans of one resource, property by property, blocks member by member.
 *
 * @param inputs what both were asked to plan
 */
export function compare(
  type: ResourceType,
  inputs: Properties,
  standIn: Properties,
  real: Properties,
): Comparison {
  const differences: Difference[] = [];
  const compared = { unknown: 0, null: 0, kept: 0, default: 0 };
  const visit = (
    property: string,
    left: Value | undefined,
    right: Value | undefined,
    input: Value | undefined,
  ) => {
    if (isProperties(left) && isProperties(right)) {
      for (const name of names(left, right)) {
        visit(`${property}.${name}`, left[name], right[name], isProperties(input) ? input[name] : undefined);
      }
      return;
    }
    if (Array.isArray(left) && Array.isArray(right) && left.length === right.length) {
      const [ours, theirs] = [inOneOrder(left), inOneOrder(right)];
      const given = Array.isArray(input) ? inOneOrder(input) : [];
      for (const [index, element] of ours.entries()) {
        visit(`${property}[]`, element, theirs[index], given[index]);
      }
      if (ours.length > 0) {
        return;
      }
    }
    compared[kindOf(right ?? null, input ?? null)] += 1;
    if (!same(left ?? null, right ?? null)) {
      differences.push({ property, standIn: left ?? null, real: right ?? null });
    }
  };
  for (const name of Object.keys(type.attributes)) {
    visit(name, standIn[name], real[name], inputs[name]);
  }
  return { differences, compared };
}

function kindOf(real: Value, input: Value): Kind {
  if (real === UNKNOWN) {
    return "unknown";
  }
  if (real === null) {
    return "null";
  }
  return same(real, input) ? "kept" : "default";
}

function names(left: Properties, right: Properties): string[] {
  return Object.keys({ ...left, ...right }).filter((name) => name !== "__defaults");
}

/** Sets have no order, and no case has a list of which the order could change. */
function inOneOrder(elements: readonly Value[]): Value[] {
  return [...elements].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
}

function textOf(value: Value): string {
  return JSON.stringify(value, (_, member) => (member === UNKNOWN ? "~" : member)) ?? "~";
}

function same(left: Value, right: Value): boolean {
  return textOf(left) === textOf(right);
}
