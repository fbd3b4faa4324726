/** Task definitions: their two roles, and what their containers say. */
import type { Reason } from "./findings";
import type { Graph, Resource } from "./resources";
import type { RoleReference, Roles } from "./roles";
import {
  interpret,
  json,
  list,
  object,
  type Properties,
  type Property,
  read,
  type Source,
  text,
  type Value,
} from "./values";

export const taskDefinitionType = "aws:ecs/taskDefinition:TaskDefinition";
export const parameterType = "aws:ssm/parameter:Parameter";

export interface TaskDefinition {
  readonly resource: Resource;
  readonly taskRole: RoleReference;
  readonly executionRole: RoleReference;
  readonly containers: Value<readonly Container[]>;
  /** Parameters of this stack that the containers name, as far as edges tell. */
  readonly parameters: readonly Resource[];
}

export interface Container {
  readonly name: string;
  /** Every `valueFrom` that makes ECS fetch a secret before the container starts. */
  readonly secrets: readonly string[];
  /** Texts in which others are named: environment values, command, entry point, health check. */
  readonly texts: readonly string[];
}

/** Whether ECS fetches a secret of these containers from Parameter Store. */
export type ParameterStoreUse =
  | { readonly kind: "yes"; readonly certainty: "proven" | "presumed" }
  | { readonly kind: "no" }
  | { readonly kind: "cannot tell"; readonly reason: Reason };

export function taskDefinitions(graph: Graph, roles: Roles): TaskDefinition[] {
  return graph.ofType(taskDefinitionType).map((resource) => ({
    resource,
    taskRole: roles.resolve(resource, "taskRoleArn"),
    executionRole: roles.resolve(resource, "executionRoleArn"),
    containers: readContainers(resource),
    parameters: graph
      .behindOfType(resource.propertyDependencies.get("containerDefinitions") ?? [], parameterType)
      .map((found) => found.resource),
  }));
}

export function parameterStoreUse({ containers, parameters, resource }: TaskDefinition): ParameterStoreUse {
  switch (containers.kind) {
    case "known": {
      const used = containers.value.some(({ secrets }) => secrets.some(isParameterReference));
      return used ? { kind: "yes", certainty: "proven" } : { kind: "no" };
    }
    case "absent":
      return { kind: "no" };
    case "malformed":
      return {
        kind: "cannot tell",
        reason: {
          cause: "malformed",
          text: `\`containerDefinitions\` of \`${resource.name}\` is not ${containers.expected}`,
        },
      };
    case "unknown":
      return parameters.length > 0
        ? { kind: "yes", certainty: "presumed" }
        : {
            kind: "cannot tell",
            reason: {
              cause: "new",
              text: `\`containerDefinitions\` of \`${resource.name}\` is not known before the update`,
            },
          };
  }
}

/** ARNs of the parameters that the containers take; what is not plainly an ARN may be the secret itself. */
export function knownParameterArns({ containers }: TaskDefinition): string[] {
  if (containers.kind !== "known") return [];
  return containers.value.flatMap(({ secrets }) => secrets.filter((secret) => parameterArn.test(secret)));
}

const parameterArn = /^arn:[\w-]+:ssm:[\w-]+:\d{12}:parameter\/[\w./-]+$/;

/**
 * Whether the containers take a secret from this parameter: by its name where they are known, by an edge
 * where they are not.
 */
export function namesParameter({ containers, parameters }: TaskDefinition, parameter: Resource): boolean {
  if (!parameters.includes(parameter)) return false;
  if (containers.kind !== "known") return true;
  const name = read(parameter, "outputs", ["name"], text);
  if (name.kind !== "known") return true;
  const plain = name.value.replace(/^\//, "");
  return containers.value.some(({ secrets }) =>
    secrets.some(
      (secret) => secret.replace(/^arn:[^:]*:ssm:[^:]*:[^:]*:parameter/, "").replace(/^\//, "") === plain,
    ),
  );
}

/**
 * What is not an ARN is the name of a parameter
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html).
 */
function isParameterReference(valueFrom: string): boolean {
  return !valueFrom.startsWith("arn:") || /^arn:[^:]*:ssm:/.test(valueFrom);
}

const nowhere: Source = { kind: "elsewhere" };

function readContainers(resource: Resource): Value<readonly Container[]> {
  const document = read(resource, "inputs", ["containerDefinitions"], json);
  if (document.kind !== "known") return document;
  const entries = interpret(document.value as Property, list, nowhere);
  if (entries.kind !== "known") return { kind: "malformed", expected: "a JSON list of containers" };
  const containers: Container[] = [];
  for (const entry of entries.value) {
    const container = interpret(entry, object, nowhere);
    if (container.kind !== "known") return { kind: "malformed", expected: "a JSON list of containers" };
    const field = (name: string) => fieldOf(container.value, name);
    const name = interpret(field("name"), text, nowhere);
    containers.push({
      name: name.kind === "known" ? name.value : "",
      secrets: [
        ...members(field("secrets"), "valueFrom"),
        ...members(nested(field("logConfiguration"), "secretOptions"), "valueFrom"),
      ],
      texts: [
        ...members(field("environment"), "value"),
        ...texts(field("command")),
        ...texts(field("entryPoint")),
        ...texts(nested(field("healthCheck"), "command")),
      ],
    });
  }
  return { kind: "known", value: containers };
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

/** The provider reads the document as Go does: the case of a key does not matter. */
function fieldOf(container: Properties, name: string): Property {
  if (Object.hasOwn(container, name)) return container[name];
  const key = Object.keys(container).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : container[key];
}

function nested(property: Property, field: string): Property {
  const container = interpret(property, object, nowhere);
  return container.kind === "known" ? fieldOf(container.value, field) : undefined;
}

function texts(property: Property): string[] {
  const entries = interpret(property, list, nowhere);
  return entries.kind === "known" ? entries.value.filter((entry) => typeof entry === "string") : [];
}
