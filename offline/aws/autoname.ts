import { createHash } from "node:crypto";
import type { Attributes, Autonaming } from "./declarations";
import type { Properties } from "./properties";

const RANDOM_DIGITS = 7;

/** What Check knows about the resource it names. */
export interface NamingRequest {
  logicalName: string;
  urn: string;
  /** The engine's seed of this operation; without one, names rest on the URN alone. */
  seed: Uint8Array;
  /** Set if the project configures `pulumi:autonaming`. */
  proposal?: { name: string; mode: "propose" | "enforce" | "disable" };
}

/** The property `name`, or the one that the type names instead, unless the program gave a prefix. */
export function isAutonamed(
  attributes: Attributes,
  name: string,
  inputs: Properties,
  naming?: Autonaming,
): boolean {
  const named = attributes[name]?.whenUnset === "autoName" || naming?.property === name;
  return named && (inputs[`${name}Prefix`] ?? null) === null;
}

/** `<logical name>-<7 hexadecimal digits>`, in the form of the type; undefined if the project switched autonaming off. */
export function autoname(
  request: NamingRequest,
  inputs: Properties,
  naming: Autonaming = {},
): string | undefined {
  if (request.proposal?.mode === "disable") {
    return undefined;
  }
  const prefix = naming.prefix ?? "";
  const isFifo = inputs.fifoQueue === true || inputs.fifoTopic === true;
  const suffix = naming.fifoSuffix === true && isFifo ? ".fifo" : "";
  const name = `${prefix}${request.proposal?.name ?? randomName(request, naming)}${suffix}`;
  if (naming.maxLength !== undefined && name.length > naming.maxLength) {
    throw new RangeError(
      `name '${request.logicalName}' plus ${RANDOM_DIGITS + 1} random chars is longer than maximum length ${naming.maxLength}`,
    );
  }
  return naming.lowerCase === true ? name.toLowerCase() : name;
}

function randomName(request: NamingRequest, { separator = "-", randomDigits = RANDOM_DIGITS }: Autonaming) {
  const digest = createHash("sha256").update(request.seed).update(request.urn).digest("hex");
  return `${request.logicalName}${separator}${digest.slice(0, randomDigits)}`;
}
