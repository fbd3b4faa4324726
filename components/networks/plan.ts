/** What the arguments of a network come to, checked before anything is registered. */
import * as pulumi from "@pulumi/pulumi";
import type { EcsNetworkArgs } from "./args";

/** A network whose arguments are all right. */
export interface NetworkPlan {
  readonly cidrBlock: string;
  /** The blocks of the subnets, one for each zone. */
  readonly publicBlocks: readonly string[];
  readonly privateBlocks: readonly string[];
  readonly natGateways: number;
  readonly endpoints: readonly string[];
}

/** What tasks need whose images are in ECR (https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html). */
export const endpointsOfImages = ["ecr.api", "ecr.dkr", "s3"];
/** And what those need that write logs. */
export const endpointsOfLogs = ["logs"];

/** @throws when an argument cannot be */
export function planNetwork(name: string, args: EcsNetworkArgs): NetworkPlan {
  const what = (argument: string) => `\`${name}\`: \`${argument}\``;
  const zones = args.availabilityZones ?? 2;
  if (!Number.isInteger(zones) || zones < 2 || zones > 4)
    throw new pulumi.RunError(`${what("availabilityZones")} must be a whole number, from 2 to 4.`);
  const natGateways = args.natGateways ?? 1;
  if (![0, 1, zones].includes(natGateways))
    throw new pulumi.RunError(`${what("natGateways")} must be 0, 1 or ${zones}, one for each zone.`);
  const cidrBlock = args.cidrBlock ?? "10.0.0.0/16";
  const blocks = blocksOf(what("cidrBlock"), cidrBlock);
  if (args.endpoints !== undefined && !Array.isArray(args.endpoints))
    throw new pulumi.RunError(
      `${what("endpoints")} must be a list of names; it decides what is made, so it can be no output.`,
    );
  const usual = natGateways === 0 ? [...endpointsOfImages, ...endpointsOfLogs] : [];
  const endpoints = [...new Set([...usual, ...(args.endpoints ?? [])])];
  const odd = endpoints.find(
    (endpoint) => !/^[a-z][a-z0-9.-]*$/.test(endpoint) || endpoint.startsWith("com."),
  );
  if (odd !== undefined)
    throw new pulumi.RunError(
      `${what("endpoints")} must be names of services as in \`com.amazonaws.<Region>.<name>\`, such as \`ecr.api\`; \`${odd}\` is none.`,
    );
  return {
    cidrBlock,
    publicBlocks: blocks.slice(0, zones),
    privateBlocks: blocks.slice(8, 8 + zones),
    natGateways,
    endpoints,
  };
}

/** A block in sixteen parts; a load balancer needs `/27` (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html). */
function blocksOf(what: string, block: string): string[] {
  const [, address = "", length = ""] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(block) ?? [];
  const parts = address.split(".").map(Number);
  const prefix = Number(length);
  const start = parts.reduce((sum, part) => sum * 256 + part, 0);
  const isBlock =
    address !== "" &&
    parts.every((part) => part < 256) &&
    !/(^|[.])0\d/.test(address) &&
    prefix >= 16 &&
    prefix <= 23 &&
    start % 2 ** (32 - prefix) === 0;
  if (!isBlock)
    throw new pulumi.RunError(
      `${what} must be a block of addresses from \`/16\` to \`/23\`, such as \`10.0.0.0/16\`; it decides what is made, so it can be no output.`,
    );
  const size = 2 ** (28 - prefix);
  return Array.from({ length: 16 }, (_, index) => `${addressOf(start + index * size)}/${prefix + 4}`);
}

function addressOf(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
}
