/** Task definitions: their two roles, and what their containers say. */
import { secretsOfFargateService } from "./fargate-services";
import type { Reason } from "../verdicts/findings";
import type { Graph, Resource } from "../stack/resources";
import type { RoleReference, Roles } from "../access/roles";
import { readReference } from "../secrets/secret-references";
import { type Container, containersIn, fieldOf, SecretUseReader, type SecretUses } from "../secrets/secret-uses";
import { parameterType } from "../secrets/stack-secrets";
import {
  interpret,
  list,
  object,
  type Property,
  read,
  type Source,
  sourceOf,
  text,
  type Value,
} from "../stack/values";

export const taskDefinitionType = "aws:ecs/taskDefinition:TaskDefinition";
const expressServiceType = "aws:ecs/expressGatewayService:ExpressGatewayService";

/** A task definition, or an Express service, of which ECS makes one. */
export interface TaskDefinition {
  readonly resource: Resource;
  readonly taskRole: RoleReference;
  readonly executionRole: RoleReference;
  readonly containers: Value<readonly Container[]>;
  readonly secrets: SecretUses;
  /** Parameters of this stack that the containers name, as far as edges tell. */
  readonly parameters: readonly Resource[];
}

/** Whether ECS fetches a secret of these containers from Parameter Store. */
export type ParameterStoreUse =
  | { readonly kind: "yes"; readonly certainty: "proven" | "presumed" }
  | { readonly kind: "no" }
  | { readonly kind: "cannot tell"; readonly reason: Reason };

export function taskDefinitions(graph: Graph, roles: Roles): TaskDefinition[] {
  const definition = (
    resource: Resource,
    property: string,
    own: (resource: Resource, graph: Graph) => Own,
  ): TaskDefinition => ({
    resource,
    taskRole: roles.resolve(resource, "taskRoleArn"),
    executionRole: roles.resolve(resource, "executionRoleArn"),
    parameters: graph
      .behindOfType(resource.propertyDependencies.get(property) ?? [], parameterType)
      .map((found) => found.resource),
    ...own(resource, graph),
  });
  return [
    ...graph.ofType(taskDefinitionType).map((it) => definition(it, "containerDefinitions", ofTaskDefinition)),
    ...graph.ofType(expressServiceType).map((it) => definition(it, "primaryContainer", ofExpressService)),
  ];
}

type Own = Pick<TaskDefinition, "containers" | "secrets">;

function ofTaskDefinition(resource: Resource, graph: Graph): Own {
  const property = "containerDefinitions";
  const containers = containersIn(resource, property);
  const volumes = new SecretUseReader(resource, "volumes", sourceOf(resource, "volumes"));
  const listed = volumes.part(resource.inputs.volumes, list, "the property");
  if (listed) volumes.volumes(listed);
  const stated =
    containers.kind === "unknown" ? secretsOfFargateService(graph, resource, containers.source) : undefined;
  if (stated) return { containers, secrets: together(stated, volumes) };
  const reader = new SecretUseReader(resource, property, sourceOf(resource, property));
  if (containers.kind === "unknown") reader.open.push({ property, source: containers.source });
  if (containers.kind === "malformed") {
    const text = `\`${property}\` of \`${resource.name}\` is not ${containers.expected}`;
    reader.faults.push({ cause: "malformed", text });
  }
  if (containers.kind === "known") {
    for (const { name, properties } of containers.value) reader.container(properties, name);
  }
  return { containers, secrets: together(reader, volumes) };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExpressGatewayContainer.html */
function ofExpressService(resource: Resource): Own {
  const property = "primaryContainer";
  const reader = new SecretUseReader(resource, property, sourceOf(resource, property));
  const container = reader.part(resource.inputs[property], object, "the property");
  if (container) reader.container(container, "primary");
  return { containers: { kind: "absent" }, secrets: reader };
}

function together(one: SecretUses, other: SecretUses): SecretUses {
  return {
    uses: [...one.uses, ...other.uses],
    open: [...one.open, ...other.open],
    faults: [...one.faults, ...other.faults],
  };
}

export function parameterStoreUse({ secrets, parameters, resource }: TaskDefinition): ParameterStoreUse {
  const certainly = secrets.uses.some(
    ({ valueFrom, purpose }) =>
      valueFrom.kind === "known" && purpose !== "registry" && isParameterReference(valueFrom.value),
  );
  if (certainly) return { kind: "yes", certainty: "proven" };
  const isOpen =
    secrets.open.length > 0 || secrets.uses.some(({ valueFrom }) => valueFrom.kind === "unknown");
  if (isOpen) {
    if (parameters.length > 0) return { kind: "yes", certainty: "presumed" };
    const [first] = secrets.open;
    const text = `\`${first?.property ?? "primaryContainer"}\` of \`${resource.name}\` is not known before the update`;
    return { kind: "cannot tell", reason: { cause: "new", text } };
  }
  const [fault] = secrets.faults;
  return fault ? { kind: "cannot tell", reason: fault } : { kind: "no" };
}

/** ARNs of the parameters that the containers take; what is not plainly an ARN may be the secret itself. */
export function knownParameterArns({ secrets }: TaskDefinition): string[] {
  return secrets.uses.flatMap(({ valueFrom }) =>
    valueFrom.kind === "known" && parameterArn.test(valueFrom.value) ? [valueFrom.value] : [],
  );
}

const parameterArn = /^arn:[\w-]+:ssm:[\w-]+:\d{12}:parameter\/[\w./-]+$/;

/**
 * Whether the containers take a secret from this parameter: by its name where they are known, by an edge
 * where they are not.
 */
export function namesParameter({ secrets, parameters }: TaskDefinition, parameter: Resource): boolean {
  if (!parameters.includes(parameter)) return false;
  if (secrets.open.length > 0) return true;
  const name = read(parameter, "outputs", ["name"], text);
  if (name.kind !== "known") return true;
  const plain = name.value.replace(/^\//, "");
  return secrets.uses.some(({ valueFrom, purpose }) => {
    if (valueFrom.kind !== "known") return true;
    const reference = readReference(valueFrom.value, purpose);
    return reference.kind === "parameter" && reference.name === plain;
  });
}

/**
 * What is not an ARN is the name of a parameter
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html).
 */
function isParameterReference(valueFrom: string): boolean {
  return !valueFrom.startsWith("arn:") || /^arn:[^:]*:ssm:/.test(valueFrom);
}

const nowhere: Source = { kind: "elsewhere" };

/** The names of the port mappings of all containers; undefined where some may not be known. */
export function portNames({ containers }: TaskDefinition): ReadonlySet<string> | undefined {
  if (containers.kind !== "known") return undefined;
  const names = new Set<string>();
  for (const { properties } of containers.value) {
    const mappings = interpret(fieldOf(properties, "portMappings"), list, nowhere);
    if (mappings.kind === "absent") continue;
    if (mappings.kind !== "known") return undefined;
    for (const entry of mappings.value) {
      const mapping = interpret(entry, object, nowhere);
      const name =
        mapping.kind === "known" ? interpret(fieldOf(mapping.value, "name"), text, nowhere) : mapping;
      if (name.kind === "known") names.add(name.value);
      else if (name.kind !== "absent") return undefined;
    }
  }
  return names;
}

/** Whether a container takes variables from files in S3, which are not seen here. */
export function takesFiles({ properties }: Container): boolean {
  const files = interpret(fieldOf(properties, "environmentFiles"), list, nowhere);
  return files.kind !== "absent" && !(files.kind === "known" && files.value.length === 0);
}

/** Texts in which others are named: environment values, command, entry point, health check. */
export function textsOf({ properties }: Container): string[] {
  const field = (name: string) => fieldOf(properties, name);
  const healthCheck = interpret(field("healthCheck"), object, nowhere);
  return [
    ...members(field("environment"), "value"),
    ...texts(field("command")),
    ...texts(field("entryPoint")),
    ...(healthCheck.kind === "known" ? texts(fieldOf(healthCheck.value, "command")) : []),
  ];
}

/** One text field of each object in a list; what is not of that form is AWS's to refuse. */
function members(property: Property, field: string): string[] {
  const entries = interpret(property, list, nowhere);
  if (entries.kind !== "known") return [];
  return entries.value.flatMap((entry) => {
    const member = interpret(entry, object, nowhere);
    return member.kind === "known" ? texts([fieldOf(member.value, field)]) : [];
  });
}

function texts(property: Property): string[] {
  const entries = interpret(property, list, nowhere);
  return entries.kind === "known" ? entries.value.filter((entry) => typeof entry === "string") : [];
}
