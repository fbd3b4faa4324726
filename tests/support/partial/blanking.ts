/** Makes values of a stack unknown, as a program would whose values come from resources that are not there yet. */
import { bucketTypes } from "../../../policypack/stack/types";
import { type Json, type JsonObject, type SeenResource, unknown } from "../pack";
import { stackType } from "../stack";

/**
 * What the edges of a property are when it is unknown: those that it has; none, as after an invoke in output form over
 * something new; one more, to a resource that no policy looks at, which the known stack gets as well.
 */
export type Edges = "kept" | "lost" | "another";

/** A value of a resource, by the way to it. */
export interface Blank {
  readonly urn: string;
  /** What the program says, or what AWS computes. */
  readonly of: "inputs" | "outputs";
  readonly path: readonly [string, ...(string | number)[]];
  readonly edges: Edges;
}

/** All places of a stack whose values may be unknown. */
export function placesIn(resources: readonly SeenResource[]): Omit<Blank, "edges">[] {
  return resources.flatMap(({ urn, type, inputs, outputs }) => {
    if (inputs === undefined || type === stackType || type.startsWith("pulumi:providers:")) return [];
    const computed = Object.keys(outputs).filter(
      // Whether AWS has a resource is no value of it: its id is known where it does.
      (name) => name !== "id" && name !== "region" && !Object.hasOwn(inputs, name),
    );
    return [
      ...Object.entries(inputs).flatMap(([name, value]) =>
        pathsIn(value, [name]).map((path) => ({ urn, of: "inputs" as const, path })),
      ),
      ...computed
        .filter((name) => typeof outputs[name] === "string")
        .map((name) => ({ urn, of: "outputs" as const, path: [name] as const })),
    ];
  });
}

type Path = Blank["path"];

/** The value itself, and what is in it. A text of JSON is unknown as a whole. */
function pathsIn(value: Json | undefined, path: Path): Path[] {
  if (value === unknown || value === undefined || value === null) return [];
  if (typeof value !== "object") return [path];
  const inside = Array.isArray(value)
    ? (value as readonly Json[]).flatMap((member, index) => pathsIn(member, [...path, index]))
    : Object.entries(value).flatMap(([name, member]) => pathsIn(member, [...path, name]));
  return [path, ...inside];
}

/** What another resource has of these by a literal, the program knows. */
const secretTexts = ["value", "insecureValue", "secretString"];

/** A shorter text stands in others by chance. */
const shortest = 4;

/** Of these inputs AWS makes others, which are then not known either. */
const naming = ["name", "namePrefix", "family", "path", "bucket"];

/** A stack with values made unknown. */
export interface Blanked {
  readonly resources: readonly SeenResource[];
  /** Those that were asked for, and what is made of them. */
  readonly gone: readonly Gone[];
}

export interface Gone extends Blank {
  /** The resource while it was known. */
  readonly resource: SeenResource;
  readonly value: Json;
}

/**
 * The stack with these values unknown, and all values that are made of them. Undefined where that cannot be: where
 * something is named by a literal that nobody knows.
 * @param named texts by which resources are named elsewhere, such as the configuration of policies
 */
export function blanked(
  resources: readonly SeenResource[],
  blanks: readonly Blank[],
  named = "",
): Blanked | undefined {
  const texts = new Map(resources.map((resource) => [resource.urn, textsGivenBy(resource)]));
  const given = (urn: string) => texts.get(urn) ?? [];
  const made = new Map(resources.map((resource) => [resource.urn, new Changing(resource, given)]));
  const done = new Map<string, Gone>();
  // Each with all that is made of it before the next one: of fewer values the same is then unknown in the same way.
  const open = [...blanks].reverse();
  for (let blank = open.pop(); blank !== undefined; blank = open.pop()) {
    const { urn, of, path, edges } = blank;
    const key = JSON.stringify([urn, of, path]);
    const resource = made.get(urn);
    if (!resource || done.has(key)) continue;
    const value = path.reduce<Json | undefined>(memberOf, resource.seen[of]) ?? null;
    done.set(key, { ...blank, resource: resource.seen, value });
    for (const text of resource.lose(blank).filter(({ length }) => length >= shortest)) {
      if (isNaming(text) && named.includes(text)) return undefined;
      for (const other of made.values()) {
        if (other === resource) continue;
        // What is not in the program any more has it from AWS, which has it under that name.
        if (other.seen.inputs === undefined && JSON.stringify(other.seen.outputs).includes(text))
          return undefined;
        for (const path of other.pathsWith(text)) {
          // An edge to a packaged component stands for what is in it.
          const isFromIt = other.seen.propertyDependencies[path[0]]?.some((edge) =>
            withAround(resources, urn).includes(edge),
          );
          if (isFromIt) open.push({ urn: other.seen.urn, of: "inputs", path, edges });
          else if (
            isNaming(text) ||
            secretTexts.includes(blank.path[0]) ||
            (isNameOf(resource.seen, blank.path[0]) && other.isNameAt(path, text))
          )
            return undefined;
        }
      }
    }
  }
  return { resources: [...made.values()].map((each) => each.made()), gone: [...done.values()] };
}

/** A resource and the components around it. */
function withAround(resources: readonly SeenResource[], urn: string): string[] {
  const parent = resources.find((resource) => resource.urn === urn)?.parent;
  return parent === undefined ? [urn] : [urn, ...withAround(resources, parent)];
}

const drawnUrn = "urn:pulumi:dev::shop::random:index/randomString:RandomString::drawn";

/** The known stack in which those values have one edge more that are unknown with it. */
export function withSources(
  resources: readonly SeenResource[],
  blanks: readonly Blank[],
): readonly SeenResource[] {
  const drawn = blanks.filter(({ edges, of }) => edges === "another" && of === "inputs");
  if (drawn.length === 0) return resources;
  const provider = {
    urn: "urn:pulumi:dev::shop::pulumi:providers:random::default",
    name: "default",
    props: { version: "4.0.0" },
  };
  const common = { inputs: { length: 8 }, dependencies: [], propertyDependencies: {} };
  const parent = resources.find(({ type }) => type === stackType)?.urn;
  const source: SeenResource = {
    ...common,
    urn: drawnUrn,
    type: "random:index/randomString:RandomString",
    name: "drawn",
    ...(parent !== undefined && { parent }),
    provider,
    outputs: { length: 8, id: "abcdefgh", result: "abcdefgh" },
  };
  const others = resources.map((resource) => {
    const properties = drawn.filter(({ urn }) => urn === resource.urn).map(({ path }) => path[0]);
    if (properties.length === 0) return resource;
    const edges = properties.map((name) => [
      name,
      [...new Set([...(resource.propertyDependencies[name] ?? []), drawnUrn])],
    ]);
    return {
      ...resource,
      dependencies: [...new Set([...resource.dependencies, drawnUrn])],
      propertyDependencies: { ...resource.propertyDependencies, ...Object.fromEntries(edges) },
    };
  });
  return [...others, source];
}

function textsGivenBy({ outputs }: SeenResource): string[] {
  return Object.values(outputs).filter(
    (value) => typeof value === "string" && value.length >= shortest,
  ) as string[];
}

/** Whether nothing else has the text by chance: a name may be a word of many texts. */
export function isNaming(text: string): boolean {
  return text.startsWith("arn:") || text.includes("/");
}

/** Whether a property is what a resource is called, and not what it belongs to. */
function isNameOf({ type }: SeenResource, property: string): boolean {
  return property === "name" || (property === "bucket" && bucketTypes.includes(type));
}

/** A resource while values of it are made unknown. */
class Changing {
  private inputs: JsonObject | undefined;
  private outputs: JsonObject;
  private readonly edges: Record<string, readonly string[]>;

  /** @param given the texts that a resource gives to others */
  constructor(
    readonly seen: SeenResource,
    private readonly given: (urn: string) => readonly string[],
  ) {
    this.inputs = seen.inputs;
    this.outputs = seen.outputs;
    this.edges = { ...seen.propertyDependencies };
  }

  /** Makes a value unknown, and what AWS makes of it; gives the texts that nobody knows any more. */
  lose({ of, path, edges }: Blank): string[] {
    const [property] = path;
    const texts = [this.seen[of], this.seen.outputs].flatMap((from) => textAt(from, path));
    if (of === "inputs") this.inputs = this.inputs && withoutAt(this.inputs, path);
    if (hasAt(this.outputs, path)) this.outputs = withoutAt(this.outputs, path);
    if (edges === "lost") this.loseEdges(path);
    if (of === "inputs" && naming.includes(property)) {
      for (const name of ["arn", "name", "arnWithoutRevision", "repositoryUrl"]) {
        const value = this.outputs[name];
        if (typeof value !== "string" || value === unknown) continue;
        texts.push(value);
        this.outputs = { ...this.outputs, [name]: unknown };
      }
    }
    return [...new Set(texts)].filter((text) => text !== unknown);
  }

  /** The ways to the texts of the program that hold another. */
  pathsWith(text: string): Path[] {
    return Object.entries(this.seen.inputs ?? {}).flatMap(([name, value]) => pathsTo(text, value, [name]));
  }

  /** Of a value that is a part of another the edges of the other parts stay. */
  private loseEdges(path: Path): void {
    const [property, ...rest] = path;
    const urns = this.edges[property];
    if (urns === undefined) return;
    const left = JSON.stringify(this.inputs?.[property] ?? null);
    const stay =
      rest.length === 0 ? [] : urns.filter((urn) => this.given(urn).some((text) => left.includes(text)));
    if (stay.length > 0 || rest.length > 0) this.edges[property] = stay;
    else delete this.edges[property];
  }

  /** Whether the text at a path names something: a role by itself, or a part of an ARN or of the address of an image. */
  isNameAt(path: Path, name: string): boolean {
    const [text = ""] = textAt(this.seen.inputs, path);
    if (text === name && ["role", "roleName", "roles"].includes(path[0])) return true;
    const addresses = text.match(/(?:arn:|\d+\.dkr[.-]ecr)[^"\s\\]*/g) ?? [];
    return addresses.some((address) => address.split(/[:/]/).includes(name));
  }

  made(): SeenResource {
    const { propertyDependencies, dependencies } = this.seen;
    const before = Object.values(propertyDependencies).flat();
    const still = new Set(Object.values(this.edges).flat());
    return {
      ...this.seen,
      inputs: this.inputs,
      outputs: this.outputs,
      propertyDependencies: this.edges,
      dependencies: dependencies.filter((urn) => still.has(urn) || !before.includes(urn)),
    };
  }
}

function pathsTo(text: string, value: Json, path: Path): Path[] {
  if (typeof value === "string") return value.includes(text) ? [path] : [];
  if (typeof value !== "object" || value === null) return [];
  return Array.isArray(value)
    ? (value as readonly Json[]).flatMap((member, index) => pathsTo(text, member, [...path, index]))
    : Object.entries(value).flatMap(([name, member]) => pathsTo(text, member, [...path, name]));
}

type Steps = readonly (string | number)[];

function memberOf(value: Json | undefined, step: string | number): Json | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.hasOwn(value, step) ? (value as { readonly [key: string | number]: Json })[step] : undefined;
}

function hasAt(value: Json | undefined, path: Steps): boolean {
  return path.reduce<Json | undefined>(memberOf, value) !== undefined;
}

function textAt(value: Json | undefined, path: Steps): string[] {
  const found = path.reduce<Json | undefined>(memberOf, value);
  return typeof found === "string" ? [found] : [];
}

/** A copy in which the value at a path is unknown. */
function withoutAt<T extends Json>(value: T, [step, ...rest]: Steps): T {
  if (step === undefined) return unknown as unknown as T;
  const member = memberOf(value, step);
  if (member === undefined) return value;
  const changed = withoutAt(member, rest);
  if (Array.isArray(value)) return value.map((each, at) => (at === step ? changed : each)) as unknown as T;
  return { ...(value as JsonObject), [step]: changed } as unknown as T;
}
