/** Partitions, Regions and accounts in which resources are made. */
import type { Resource } from "./resources";
import { knownOr, read, text } from "./values";

/** Where an ARN lies. */
export interface ArnPlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** Stands for a Region that is not known. */
export const anyRegion = "?*";

/** The Region in which a resource is made; undefined where it is not known. */
export function regionOf(resource: Resource): string | undefined {
  const input = read(resource, "inputs", ["region"], text);
  return (
    knownOr(input, undefined) ??
    knownOr(read(resource, "outputs", ["region"], text), undefined) ??
    (input.kind === "absent" ? resource.providerRegion : undefined)
  );
}

/** The partition and Region in which a resource is made; open where they are not known. */
export function placeOfResource(resource: Resource): Pick<ArnPlace, "partition" | "region"> {
  const region = regionOf(resource);
  return region === undefined
    ? { partition: "*", region: anyRegion }
    : { partition: partitionOf(region), region };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  // Partitions of their own, which are seldom met.
  return /^(us-iso|eu-iso|eusc-)/.test(region) ? "*" : "aws";
}

/** Whether an ARN can lie in a place; what is open in either can. */
export function mayLieIn(arn: string, place: ArnPlace): boolean {
  const [, partition = "", , region = "", account = ""] = arn.split(":");
  return [
    [partition, place.partition],
    [region, place.region],
    [account, place.account],
  ].every(([one = "", other = ""]) => one === other || /[*?]/.test(one) || /[*?]/.test(other));
}
