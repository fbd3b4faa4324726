/** Task definitions: their two roles, and what their containers say. */
import type { Graph, Resource } from "./resources";
import type { RoleReference, Roles } from "./roles";
import { interpret, json, list, object, type Property, read, type Source, text, type Value } from "./values";

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
  /** Texts in which the application is told of others: environment values, command, entry point. */
  readonly texts: readonly string[];
}

/** Whether ECS fetches a secret of these containers from Parameter Store. */
export type ParameterStoreUse =
  | { readonly kind: "yes"; readonly certainty: "proven" | "presumed" }
  | { readonly kind: "no" }
  | { readonly kind: "cannot tell"; readonly reason: string };

export function taskDefinitions(graph: Graph, roles: Roles): TaskDefinition[] {
  return graph.ofType(taskDefinitionType).map((resource) => ({
    resource,
    taskRole: roles.resolve(resource, "taskRoleArn"),
    executionRole: roles.resolve(resource, "executionRoleArn"),
    containers: readContainers(resource),
    parameters: graph
      .behind(resource.propertyDependencies.get("containerDefinitions") ?? [])
      .flatMap(({ resource: found }) => (found.type === parameterType ? [found] : [])),
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
        reason: `\`containerDefinitions\` of \`${resource.name}\` is not ${containers.expected}`,
      };
    case "unknown":
      return parameters.length > 0
        ? { kind: "yes", certainty: "presumed" }
        : {
            kind: "cannot tell",
            reason: `\`containerDefinitions\` of \`${resource.name}\` is not known before the update`,
          };
  }
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
    const field = (name: string) => container.value[name];
    const name = interpret(field("name"), text, nowhere);
    const logging = interpret(field("logConfiguration"), object, nowhere);
    containers.push({
      name: name.kind === "known" ? name.value : "",
      secrets: [
        ...members(field("secrets"), "valueFrom"),
        ...(logging.kind === "known" ? members(logging.value.secretOptions, "valueFrom") : []),
      ],
      texts: [
        ...members(field("environment"), "value"),
        ...texts(field("command")),
        ...texts(field("entryPoint")),
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
    return member.kind === "known" ? texts([member.value[field]]) : [];
  });
}

function texts(property: Property): string[] {
  const entries = interpret(property, list, nowhere);
  return entries.kind === "known" ? entries.value.filter((entry) => typeof entry === "string") : [];
}
