/** What a task definition says to AWS, as far as the program writes it down. */
import { holdsUnknown, isObject, type Properties, type Property, UNKNOWN } from "../../stack/properties";
import type { Resource } from "../../stack/resources";
import { count, interpret, knownOr, list, read, text, type Value } from "../../stack/values";
import type { Fault } from "../../verdicts/faults";
import type { FindingKind } from "../../verdicts/kinds";
import { type Container, containersIn, fieldOf } from "../containers";

/** A task definition that is to be registered. Whatever is not known is not judged. */
export interface Registration {
  readonly resource: Resource;
  /** None where they are not known. */
  readonly containers: readonly Container[];
  readonly areContainersKnown: boolean;
  /** Whether AWS holds it against the rules of Fargate. */
  readonly isForFargate: boolean;
  /** Whether it is known for what it is: Fargate, instances, or more than one. */
  readonly arePlatformsKnown: boolean;
  /** The network mode; "none given" where there is none, undefined where it is not known. */
  readonly networkMode: string | undefined;
  readonly volumes: readonly Properties[];
  readonly areVolumesKnown: boolean;
}

export const noMode = "none given";

export function registrationOf(resource: Resource): Registration {
  const containers = containersIn(resource, "containerDefinitions");
  const required = read(resource, "inputs", ["requiresCompatibilities"], list);
  const compatibilities = membersOf(required);
  const mode = read(resource, "inputs", ["networkMode"], text);
  const volumes = read(resource, "inputs", ["volumes"], list);
  const listed = membersOf(volumes);
  return {
    resource,
    containers: knownOr(containers, []),
    areContainersKnown: containers.kind === "known",
    isForFargate: compatibilities.includes("FARGATE"),
    arePlatformsKnown: required.kind !== "unknown" && !compatibilities.some(holdsUnknown),
    networkMode: mode.kind === "absent" ? noMode : knownOr(mode, undefined),
    volumes: listed.filter(isObject),
    areVolumesKnown: volumes.kind === "absent" || (volumes.kind === "known" && listed.every(isNamed)),
  };
}

/** Whether a volume is all known, and its name one that can be compared. */
export function isNamed(volume: Property): volume is Properties {
  return isObject(volume) && !holdsUnknown(volume) && textIn(volume.name) !== undefined;
}

/** The part at a path of a container's definition: of a key in whatever case. */
export function partOf({ properties }: Container, ...path: readonly string[]): Property {
  let part: Property = properties;
  for (const key of path) {
    if (typeof part !== "object" || part === null || Array.isArray(part)) return undefined;
    part = fieldOf(part as Properties, key);
  }
  return part;
}

const nowhere = { kind: "elsewhere" } as const;

function membersOf(value: Value<readonly Property[]>): readonly Property[] {
  return value.kind === "known" ? value.value : [];
}

export function listIn(property: Property): readonly Property[] {
  return membersOf(interpret(property, list, nowhere));
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

/** Whether a program is known to give something there: the provider sends no empty list, empty text or 0. */
export function isGiven(property: Property): boolean {
  if (property === undefined || property === null || property === "" || property === 0) return false;
  return property !== UNKNOWN && !(Array.isArray(property) && property.length === 0);
}

/** A rule of somebody who has had the refusal from AWS itself. */
export function preflight(rule: string): string {
  return `https://github.com/badmintoncryer/cdk-preflight/blob/main/rules/ecs/${rule}/rule.rego`;
}

export const refused = "AWS refuses the task definition: ClientException:";

export function fault(parts: Fault["parts"], text: string, ...change: string[]): Fault {
  return { parts, certainty: "proven", text, change };
}

/** A kind of which AWS's own error was seen. */
export function reported(id: string, meaning: string, ...sources: string[]): FindingKind {
  return { id, meaning, evidence: "reported", sources };
}
