/** Makes values of a stack unknown, as a program would whose values come from resources that are not there yet. */
import { type Json, type JsonObject, type SeenResource, unknown } from "../pack";
import { stackType } from "../stack";

/**
 * What is left of the edges of a property that is made unknown: those that it has; none, as after an invoke in output
 * form over something new.
 */
export type EdgesLeft = "kept" | "lost";

/** A value of a resource, by the way to it. */
export interface Blank {
  readonly urn: string;
  /** What the program says, or what AWS computes. */
  readonly of: "inputs" | "outputs";
  readonly path: readonly [string, ...(string | number)[]];
  readonly edges: EdgesLeft;
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

/** Of these inputs AWS makes others, which are then not known either. */
const naming = ["name", "namePrefix", "family", "path", "bucket"];

/**
 * The stack with these values unknown, and all values that are made of them. Undefined where that cannot be: where
 * something is named by a literal that nobody knows.
 */
export function blanked(
  resources: readonly SeenResource[],
  blanks: readonly Blank[],
): SeenResource[] | undefined {
  const made = new Map(resources.map((resource) => [resource.urn, new Changing(resource)]));
  const open = [...blanks];
  const done = new Set<string>();
  for (const blank of open) {
    const key = JSON.stringify([blank.urn, blank.of, blank.path]);
    const resource = made.get(blank.urn);
    if (!resource || done.has(key)) continue;
    done.add(key);
    const texts = resource.lose(blank);
    for (const text of texts) {
      if (text.length < 4) continue;
      for (const other of made.values()) {
        if (other === resource) continue;
        for (const path of other.pathsWith(text)) {
          if (!other.seen.propertyDependencies[path[0]]?.includes(blank.urn)) {
            // A name that is a word of many texts is no naming.
            if (isNaming(text)) return undefined;
            continue;
          }
          open.push({ urn: other.seen.urn, of: "inputs", path, edges: blank.edges });
        }
      }
    }
  }
  return resources.map(({ urn }) => made.get(urn)?.made() as SeenResource);
}

function isNaming(text: string): boolean {
  return text.startsWith("arn:") || text.includes("/");
}

/** A resource while values of it are made unknown. */
class Changing {
  private inputs: JsonObject | undefined;
  private outputs: JsonObject;
  private readonly lostEdges = new Set<string>();

  constructor(readonly seen: SeenResource) {
    this.inputs = seen.inputs;
    this.outputs = seen.outputs;
  }

  /** Makes a value unknown, and what AWS makes of it; gives the texts that nobody knows any more. */
  lose({ of, path, edges }: Blank): string[] {
    const [property] = path;
    const texts = [this.seen[of], this.seen.outputs].flatMap((from) => textAt(from, path));
    if (of === "inputs") this.inputs = this.inputs && withoutAt(this.inputs, path);
    if (hasAt(this.outputs, path)) this.outputs = withoutAt(this.outputs, path);
    if (edges === "lost") this.lostEdges.add(property);
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

  made(): SeenResource {
    const { propertyDependencies, dependencies } = this.seen;
    const kept = Object.entries(propertyDependencies).filter(([name]) => !this.lostEdges.has(name));
    const still = new Set(kept.flatMap(([, urns]) => urns));
    const lost = new Set([...this.lostEdges].flatMap((name) => propertyDependencies[name] ?? []));
    return {
      ...this.seen,
      inputs: this.inputs,
      outputs: this.outputs,
      propertyDependencies: Object.fromEntries(kept),
      dependencies: dependencies.filter((urn) => still.has(urn) || !lost.has(urn)),
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
