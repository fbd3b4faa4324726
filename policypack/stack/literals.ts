/** What stands in a part of a property as it is written, wherever what is not known there comes from. */
import { isObject, type Properties, type Property } from "./properties";
import { count, interpret, knownOr, list, text } from "./values";

const nowhere = { kind: "elsewhere" } as const;

/** None where it is no list, or not known. */
export function listIn(property: Property): readonly Property[] {
  return knownOr(interpret(property, list, nowhere), []);
}

export function objectsIn(property: Property): readonly Properties[] {
  return listIn(property).filter(isObject);
}

export function textIn(property: Property): string | undefined {
  return knownOr(interpret(property, text, nowhere), undefined);
}

export function numberIn(property: Property): number | undefined {
  return knownOr(interpret(property, count, nowhere), undefined);
}
