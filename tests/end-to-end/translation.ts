import type { Attribute, Attributes } from "../../offline/aws/declarations";
import { SIGNATURE, UNKNOWN_SENTINELS, UNKNOWN_STRING } from "../../offline/aws/properties";
import { bridgedName } from "./names";
import { membersOf, type Schema, type Specs, type TypeSpec } from "./schema";

/** Properties as the engine sends them, in which unknown values are marked texts, and secrets marked objects. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type Properties = { [name: string]: Json };

/** How @pulumi/aws (by its attributes) and the bridge (by its specifications) see the properties of one object. */
export interface Views {
  readonly schema: Schema;
  /** Undefined where nothing is known of @pulumi/aws: both see the same then. */
  readonly attributes: Attributes | undefined;
  readonly specs: Specs;
  /** The bridge's name for the property `id` of a resource, if it declares that. */
  readonly id?: string;
}

/** What a program says with @pulumi/aws, as the bridge wants it. */
export function toBridge(views: Views, properties: Properties): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]): [string, Json] => {
      const attribute = views.attributes?.[name];
      const bridged = nameToBridge(views, name);
      if (!(bridged in views.specs) && !isOfBridge(name)) {
        throw new Error(`The Terraform provider has no \`${name}\` here.`);
      }
      return [bridged, valueToBridge(views.schema, attribute, views.specs[bridged], value)];
    }),
  );
}

function valueToBridge(
  schema: Schema,
  attribute: Attribute | undefined,
  spec: TypeSpec | undefined,
  value: Json,
): Json {
  const element = (one: Json) => elementBy(toBridge, schema, attribute, spec, one);
  if (value === null || isUnknown(value) || spec === undefined) {
    return value;
  }
  if (isMarked(value)) {
    return { ...value, value: valueToBridge(schema, attribute, spec, value.value ?? null) };
  }
  if (attribute?.acceptsObject === true && spec.type === "string" && typeof value === "object") {
    return documentText(value);
  }
  if (spec.type === "array") {
    return (Array.isArray(value) ? value : [value]).map(element);
  }
  if (Array.isArray(value)) {
    if (value.length > 1) {
      throw new Error(`The Terraform provider takes one element here, and not ${value.length}.`);
    }
    return element(value[0] ?? null);
  }
  return element(value);
}

/** An element of a list, or what stands in place of a list of one: by its own members where it has some. */
function elementBy(
  translate: (views: Views, properties: Properties) => Properties,
  schema: Schema,
  attribute: Attribute | undefined,
  spec: TypeSpec | undefined,
  one: Json,
): Json {
  const specs = membersOf(schema, spec?.items ?? spec);
  return specs === undefined || !isObject(one)
    ? one
    : translate({ schema, attributes: attribute?.attributes, specs }, one);
}

/** Pulumi makes text of a document that a program gives as an object: unknown or secret if a part of it is. */
function documentText(document: Json): Json {
  let secret: Properties | undefined;
  const text = JSON.stringify(document, (_, member) => {
    if (!isMarked(member)) {
      return member;
    }
    secret = member;
    return member.value;
  });
  const known = [...UNKNOWN_SENTINELS].some((unknown) => text.includes(unknown)) ? UNKNOWN_STRING : text;
  return secret === undefined ? known : { ...secret, value: known };
}

function nameToBridge({ attributes, specs, id }: Views, name: string): string {
  return name === "id" && id !== undefined && id in specs ? id : bridgedName(specs, name, attributes?.[name]);
}

/** What the bridge says of a resource, as a program with @pulumi/aws sees it. */
export function fromBridge(views: Views, properties: Properties): Properties {
  const names = namesFromBridge(views);
  return Object.fromEntries(
    Object.entries(properties).map(([bridged, value]): [string, Json] => {
      const name = names.get(bridged) ?? bridged;
      return [name, valueFromBridge(views.schema, views.attributes?.[name], views.specs[bridged], value)];
    }),
  );
}

/** The names of @pulumi/aws by the bridge's. */
function namesFromBridge(views: Views): Map<string, string> {
  const names = [...Object.keys(views.attributes ?? {}), "id"];
  return new Map(names.map((name) => [nameToBridge(views, name), name]));
}

function valueFromBridge(
  schema: Schema,
  attribute: Attribute | undefined,
  spec: TypeSpec | undefined,
  value: Json,
): Json {
  const element = (one: Json) => elementBy(fromBridge, schema, attribute, spec, one);
  if (value === null || isUnknown(value)) {
    return value;
  }
  if (isMarked(value)) {
    return { ...value, value: valueFromBridge(schema, attribute, spec, value.value ?? null) };
  }
  if (Array.isArray(value)) {
    return attribute?.type === "object" ? element(value[0] ?? null) : value.map(element);
  }
  return attribute?.type === "array" ? [element(value)] : element(value);
}

/** Such as `loadBalancers[0].targetGroupArn`, of which only the first name is seen to here. */
export function pathFromBridge(views: Views, path: string): string {
  return path.replace(/^\w+/, (bridged) => namesFromBridge(views).get(bridged) ?? bridged);
}

export function pathToBridge(views: Views, path: string): string {
  return path.replace(/^\w+/, (name) => nameToBridge(views, name));
}

/** What the bridge does not declare: its own, and an `id` that no program may set. */
function isOfBridge(name: string): boolean {
  return name === "id" || name.startsWith("__");
}

function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isUnknown(value: Json): boolean {
  return typeof value === "string" && UNKNOWN_SENTINELS.has(value);
}

/** A secret, or an output that tells what it depends on. */
function isMarked(value: unknown): value is Properties {
  return isObject(value) && SIGNATURE in value;
}
