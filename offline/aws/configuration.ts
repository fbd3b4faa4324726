import type { Properties, Value } from "./properties";
import { isProperties, UNKNOWN } from "./properties";

/** What a provider resource was configured with. */
export interface Configuration {
  region: string;
  partition: string;
  account: string;
  defaultTags: Properties | typeof UNKNOWN;
}

export const DEFAULT_REGION = "us-east-1";
const ACCOUNT = "123456789012";

export function readConfiguration(inputs: Properties): Configuration {
  const region = typeof inputs.region === "string" && inputs.region !== "" ? inputs.region : DEFAULT_REGION;
  return {
    region,
    partition: partitionOf(region),
    account: accountOf(inputs),
    defaultTags: defaultTags(inputs),
  };
}

export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) {
    return "aws-cn";
  }
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** A provider that assumes a role of another account works in that account. */
function accountOf(inputs: Properties): string {
  const assumed = JSON.stringify([inputs.assumeRoles ?? null, inputs.assumeRole ?? null], (_, value) =>
    typeof value === "symbol" ? null : value,
  );
  return /:iam::(\d{12}):role\//.exec(assumed)?.[1] ?? ACCOUNT;
}

function defaultTags(inputs: Properties): Properties | typeof UNKNOWN {
  const configured = fromJson(inputs.defaultTags);
  const tags = isProperties(configured) ? fromJson(configured.tags) : configured;
  return tags === UNKNOWN || isProperties(tags) ? tags : {};
}

/** Provider properties that are not strings travel as JSON text. */
function fromJson(value: Value | undefined): Value | undefined {
  if (typeof value !== "string") {
    return value;
  }
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
