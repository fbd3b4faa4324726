/** What a task definition says to AWS, as far as the program writes it down. */
import { textIn } from "../../stack/literals";
import { holdsUnknown, isObject, type Properties, type Property, UNKNOWN } from "../../stack/properties";
import type { Resource } from "../../stack/resources";
import { knownOr, list, read, text } from "../../stack/values";
import type { Change, Fault } from "../../verdicts/faults";
import { type Container, containersIn } from "../containers";

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
  const compatibilities: readonly Property[] = knownOr(required, []);
  const mode = read(resource, "inputs", ["networkMode"], text);
  const volumes = read(resource, "inputs", ["volumes"], list);
  const listed: readonly Property[] = knownOr(volumes, []);
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

/** Whether a program is known to give something there: the provider sends no empty list, empty text or 0. */
export function isGiven(property: Property): boolean {
  if (property === undefined || property === null || property === "" || property === 0) return false;
  return property !== UNKNOWN && !(Array.isArray(property) && property.length === 0);
}

export const refused = "AWS refuses the task definition: ClientException:";

export function fault(parts: Fault["parts"], text: string, ...change: Change[]): Fault {
  return { parts, certainty: "proven", text, change };
}
