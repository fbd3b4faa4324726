import type { Attribute, Attributes } from "../../offline/aws/declarations";
import { resourceType } from "../../offline/aws/table";
import { terraformName } from "../conformance/terraform-form";
import type { Schema, Specs } from "./schema";

/** Terraform's names of properties that the stand-in need not know. */
const TERRAFORM_NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "aws:cloudwatch/metricAlarm:MetricAlarm": { name: "alarm_name" },
};

/** The properties of a type of @pulumi/aws, with what their names are in Terraform. */
export function attributesOf(token: string): Attributes {
  const { attributes } = resourceType(token);
  const named = Object.entries(TERRAFORM_NAMES[token] ?? {}).flatMap(([name, terraform]) => {
    const attribute = attributes[name];
    return attribute === undefined ? [] : [[name, { ...attribute, terraform }] as const];
  });
  return { ...attributes, ...Object.fromEntries(named) };
}

/** `aws:index/ecsService:EcsService`, as the bridge names the resource type `aws:ecs/service:Service` of @pulumi/aws. */
export function bridgedType(schema: Schema, token: string): string {
  const terraform = resourceType(token).terraform;
  const candidates = terraform === undefined ? terraformNames(token) : [terraform];
  return only(token, candidates.map(typeToken), schema.resources);
}

/** `aws:index/getIamRole:getIamRole`, as the bridge names the function `aws:iam/getRole:getRole` of @pulumi/aws. */
export function bridgedFunction(schema: Schema, token: string): string {
  const candidates = terraformNames(token.replaceAll(/\bget/g, ""));
  return only(token, candidates.map(functionToken), schema.functions);
}

/** `aws_ecs_service` of `aws:ecs/service:Service`, and what it may be as well: some modules are Pulumi's own. */
function terraformNames(token: string): string[] {
  const [, module = "", name = ""] = /^aws:(\w+)\/\w+:(\w+)$/.exec(token) ?? [];
  const short = snakeCase(name).replace(/^_/, "");
  return [`aws_${module}_${short}`, `aws_${short}`];
}

function typeToken(terraform: string): string {
  const name = camelCase(terraform.replace(/^aws_/, ""));
  return `aws:index/${name}:${capital(name)}`;
}

function functionToken(terraform: string): string {
  const name = `get${capital(camelCase(terraform.replace(/^aws_/, "")))}`;
  return `aws:index/${name}:${name}`;
}

function only(
  token: string,
  candidates: readonly string[],
  known: Readonly<Record<string, unknown>>,
): string {
  const found = candidates.find((candidate) => candidate in known);
  if (found === undefined) {
    throw new Error(
      `The Terraform provider has nothing for ${token}: there is no ${candidates.join(", no ")}.`,
    );
  }
  return found;
}

/**
 * The bridge's name for a property: it makes one of Terraform's name, in the plural for lists. @pulumi/aws names many
 * in its own way.
 */
export function bridgedName(specs: Specs, name: string, attribute: Attribute | undefined): string {
  const singular = camelCase(terraformName(name, attribute));
  const candidates = [singular, `${singular}s`, `${singular}es`, singular.replace(/y$/, "ies"), name];
  return candidates.find((candidate) => candidate in specs) ?? name;
}

/** The bridge's name for Terraform's `id`, which resources of Pulumi have beside their properties: `ecsServiceId`. */
export function bridgedId(bridgedType: string): string {
  const [, name = ""] = /\/(\w+):/.exec(bridgedType) ?? [];
  return `${name}Id`;
}

function camelCase(snake: string): string {
  return snake.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function snakeCase(camel: string): string {
  return camel.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
