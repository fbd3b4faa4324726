import type { Value } from "./properties";

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
  /** A collection of a type of the plugin framework, which tells an empty one from none, and a partly unknown one. */
  framework?: true;
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
  /** Between the resource's name and the random digits; a hyphen unless said. */
  separator?: string;
  randomDigits?: number;
  lowerCase?: true;
  fifoSuffix?: true;
}

export interface ResourceType {
  token: string;
  /** The type in Terraform, such as `aws_ecs_service`, if the table has it. */
  terraform?: string;
  /** False for the types of the plugin framework that have no attribute `id`. */
  idAttribute?: false;
  deleteBeforeReplace?: true;
  autonaming?: Autonaming;
  /** Set if the type is outside the table: what is known of it then comes from the declarations of @pulumi/aws. */
  generated?: true;
  attributes: Attributes;
}
