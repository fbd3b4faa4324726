import type { Attribute, Attributes, ResourceType } from "../../offline/aws/declarations";
import type { Properties, Value } from "../../offline/aws/properties";
import { isProperties, UNKNOWN } from "../../offline/aws/properties";
import { samplesOf } from "./samples";

/** A program's arguments of one resource, which the stand-in and the real provider plan. */
export interface Case {
  readonly token: string;
  /** The argument that differs from the least that a program must say, such as `networkConfiguration.subnets`. */
  readonly path: string;
  readonly how: How;
  readonly arguments: Properties;
  /** Tags that the provider gives to all its resources. */
  readonly defaultTags?: Readonly<Record<string, string>>;
}

/** `partly` is a list or map of which one element is unknown. */
export type How = "unset" | "set" | "unknown" | "partly" | "empty";

/** Each argument of the type, those in blocks as well, set, unknown and empty; unset it is in the first case. */
export function casesOf(type: ResourceType): Case[] {
  const { token } = type;
  const { least } = samplesOf(token);
  const cases: Case[] = [{ token, path: "", how: "unset", arguments: least }];
  for (const { path, attribute } of argumentsOf(type.attributes)) {
    for (const [how, value] of valuesOf(token, path, attribute)) {
      const program = assign(token, type.attributes, neededFor(token, path), path, value);
      cases.push({ token, path: path.join("."), how, arguments: { ...least, ...program } });
    }
  }
  if (type.attributes.tagsAll !== undefined) {
    const defaultTags = { team: "some", stage: "some" };
    const tagged = { token, path: "tags", how: "set", defaultTags } as const;
    cases.push(
      { ...tagged, arguments: least },
      { ...tagged, arguments: { ...least, tags: { stage: "other" } } },
    );
  }
  return cases.map((one) => ({ ...one, arguments: withoutNull(one.arguments) }));
}

/** What the argument at the path, or a block around it, needs beside it. */
function neededFor(token: string, path: string[]): Properties {
  const above = path.map((_, index) => path.slice(0, path.length - index).join("."));
  const needs = samplesOf(token).with;
  return needs[above.find((own) => needs[own] !== undefined) ?? ""] ?? {};
}

/** In a sample a null takes away what is among the least arguments. */
function withoutNull(program: Properties): Properties {
  return Object.fromEntries(Object.entries(program).filter(([, value]) => value !== null));
}

interface Argument {
  path: string[];
  attribute: Attribute;
}

function argumentsOf(attributes: Attributes, path: string[] = []): Argument[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    if (attribute.class === "computed") {
      return [];
    }
    const own = [...path, name];
    return [{ path: own, attribute }, ...argumentsOf(attribute.attributes ?? {}, own)];
  });
}

function valuesOf(token: string, path: string[], attribute: Attribute): [How, Value][] {
  const set = sample(token, path, attribute);
  const values: [How, Value][] = [
    ["set", set],
    ["unknown", UNKNOWN],
    ["empty", emptyOf(attribute)],
  ];
  if (Array.isArray(set) && attribute.kind !== "block" && attribute.attributes === undefined) {
    values.push(["partly", [...set, UNKNOWN]]);
  } else if (attribute.type === "map" && isProperties(set)) {
    values.push(["partly", { ...set, later: UNKNOWN }]);
  }
  return values;
}

function emptyOf(attribute: Attribute): Value {
  const empty: Record<Attribute["type"], Value> = {
    string: "",
    number: 0,
    boolean: false,
    array: [],
    map: {},
    object: {},
  };
  return empty[attribute.type];
}

/** A value that the provider takes: one of the samples, else what the argument's name and type suggest. */
function sample(token: string, path: string[], attribute: Attribute): Value {
  const given = samplesOf(token).values[path.join(".")];
  if (given !== undefined) {
    return given;
  }
  switch (attribute.type) {
    case "boolean":
      return true;
    case "number":
      return 1;
    case "map":
      return { some: "thing" };
    case "string":
      return textOf(path.at(-1) ?? "");
    case "array":
      return attribute.attributes === undefined
        ? [textOf((path.at(-1) ?? "").replace(/s$/, ""))]
        : [leastOf(token, path, attribute.attributes)];
    case "object":
      return leastOf(token, path, attribute.attributes ?? {});
  }
}

function textOf(name: string): string {
  if (/Arns?$/.test(name)) {
    return "arn:aws:iam::123456789012:role/some";
  }
  if (/policy$/i.test(name)) {
    return '{"Version":"2012-10-17","Statement":[]}';
  }
  return "some";
}

/** The members of a block without which it is none, and those that a sample adds. */
function leastOf(token: string, path: string[], attributes: Attributes): Properties {
  const required = Object.entries(attributes).filter(([, { class: declared }]) => declared === "required");
  const members = required.map(([name, attribute]): [string, Value] => [
    name,
    sample(token, [...path, name], attribute),
  ]);
  return { ...Object.fromEntries(members), ...samplesOf(token).blocks[path.join(".")] };
}

/** The arguments with this value at the path; blocks on the way to it hold no more than they must. */
function assign(
  token: string,
  attributes: Attributes,
  program: Properties,
  path: string[],
  value: Value,
  above: string[] = [],
): Properties {
  const [name = "", ...rest] = path;
  if (rest.length === 0) {
    return { ...program, [name]: value };
  }
  const attribute = attributes[name];
  const members = attribute?.attributes ?? {};
  const here = [...above, name];
  const given = Array.isArray(program[name]) ? program[name][0] : program[name];
  const before = isProperties(given) ? given : leastOf(token, here, members);
  const block = assign(token, members, before, rest, value, here);
  return { ...program, [name]: attribute?.type === "array" ? [block] : block };
}
