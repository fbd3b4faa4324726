import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Properties, Value } from "./properties";

/** What a create preview returns for a property that the program did not set (see the legend in types.json). */
export type WhenUnset =
  | "unknown"
  | "null"
  | "emptyArray"
  | "autoName"
  | "providerRegion"
  | "mergedTags"
  | { default: Value }
  | { zero: Value };

export interface Attribute {
  class: "required" | "optional" | "optional+computed" | "computed";
  type: "string" | "number" | "boolean" | "array" | "map" | "object";
  whenUnset?: WhenUnset;
  kind?: "block";
  nesting?: "set";
  forceNew?: true;
  deprecated?: true;
  pulumiDefault?: true;
  secret?: true;
  writeOnly?: true;
  acceptsObject?: true;
  normalize?: "json" | "policy" | "containerDefinitions" | "upperCase" | "ipProtocol" | "placementField";
  validate?: "policy" | "containerDefinitions";
  terraform?: string;
  attributes?: Attributes;
}

export type Attributes = Record<string, Attribute>;

export interface Autonaming {
  property?: string;
  maxLength?: number;
  prefix?: string;
  lowerCase?: true;
  fifoSuffix?: true;
}

export interface ResourceType {
  token: string;
  /** False for the types of the plugin framework that have no attribute `id`. */
  idAttribute?: false;
  deleteBeforeReplace?: true;
  autonaming?: Autonaming;
  /** False if the type is not in the table: then nothing says which outputs exist beside the inputs. */
  declared: boolean;
  attributes: Attributes;
}

type TypeTable = Record<string, Omit<ResourceType, "token" | "declared">>;

const table: TypeTable = JSON.parse(readFileSync(join(__dirname, "types.json"), "utf8")).types;

export function declaredTypes(): string[] {
  return Object.keys(table);
}

/**
 * The declaration of a type. Types outside the table get one made from the properties at hand, until a table
 * generated from the provider's schema covers them: inputs are echoed, `arn` and `id` are computed. Other outputs
 * are left out of a preview, which the Node.js SDK takes for unknown.
 */
export function resourceType(token: string, ...properties: Properties[]): ResourceType {
  const declaration = table[token];
  if (declaration !== undefined) {
    return { ...declaration, token, declared: true };
  }
  const attributes: Attributes = { arn: { class: "computed", type: "string", whenUnset: "unknown" } };
  if (!GLOBAL_MODULES.has(moduleOf(token))) {
    attributes.region = { class: "optional+computed", type: "string", whenUnset: "providerRegion" };
  }
  if (AUTONAMED.has(token)) {
    attributes.name = { class: "optional+computed", type: "string", whenUnset: "autoName", forceNew: true };
  }
  for (const name of properties.flatMap(Object.keys)) {
    if (name !== "__defaults" && name !== "id") {
      attributes[name] ??= { class: "optional", type: "string", whenUnset: "null" };
    }
  }
  return { token, declared: false, attributes };
}

/** `ecs` of `aws:ecs/service:Service`. */
export function moduleOf(token: string): string {
  return token.split(":")[1]?.split("/")[0] ?? "";
}

const GLOBAL_MODULES = new Set(["iam", "route53", "cloudfront", "organizations", "waf"]);

const AUTONAMED = new Set([
  "aws:appautoscaling/policy:Policy",
  "aws:autoscaling/group:Group",
  "aws:cloudwatch/eventRule:EventRule",
  "aws:cloudwatch/logStream:LogStream",
  "aws:cloudwatch/metricAlarm:MetricAlarm",
  "aws:dynamodb/table:Table",
  "aws:ec2/launchTemplate:LaunchTemplate",
  "aws:ecs/capacityProvider:CapacityProvider",
  "aws:elasticache/subnetGroup:SubnetGroup",
  "aws:iam/group:Group",
  "aws:iam/instanceProfile:InstanceProfile",
  "aws:iam/user:User",
  "aws:kinesis/stream:Stream",
  "aws:rds/parameterGroup:ParameterGroup",
  "aws:rds/subnetGroup:SubnetGroup",
  "aws:servicediscovery/service:Service",
  "aws:sfn/stateMachine:StateMachine",
  "aws:sns/topic:Topic",
]);
