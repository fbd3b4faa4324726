/**
 * What starts tasks by itself: schedules and rules of EventBridge
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/tasks-scheduled-eventbridge-scheduler.html).
 */
import type { RoleReference, Roles } from "../access/roles";
import type { CalledDefinitions, MeantDefinition } from "../ecs/called-definitions";
import type { Graph } from "../stack/graph";
import type { Properties, Property } from "../stack/properties";
import type { Resource } from "../stack/resources";
import { clusterType, eventTargetType, scheduleType } from "../stack/types";
import {
  interpret,
  object,
  type Reader,
  read,
  sourceOf,
  sourceUrns,
  text,
  type Value,
} from "../stack/values";

/** A schedule, or the target of a rule, that runs a task. */
export interface ScheduledTask {
  readonly resource: Resource;
  /** With which it runs the task. */
  readonly role: RoleReference;
  /** The service that assumes the role. */
  readonly principal: string;
  /** ARN of the cluster. */
  readonly cluster: Value<string>;
  /** The cluster, where this stack makes it. */
  readonly clusterResource: Resource | undefined;
  /** ARN of the task definition, with or without its revision. */
  readonly definitionArn: Value<string>;
  /** The task definition, where this stack makes it. */
  readonly meant: MeantDefinition;
  /** Whether it says in which subnets the task is to run. */
  readonly network: Value<Properties>;
}

interface Form {
  readonly principal: string;
  /** The property that holds what is looked for, and the way on to it. */
  readonly parameters: readonly [string, ...string[]];
  readonly role: readonly [string, ...string[]];
  readonly cluster: readonly [string, ...string[]];
}

const forms: Readonly<Record<string, Form>> = {
  [scheduleType]: {
    principal: "scheduler.amazonaws.com",
    parameters: ["target", "ecsParameters"],
    role: ["target", "roleArn"],
    cluster: ["target", "arn"],
  },
  [eventTargetType]: {
    principal: "events.amazonaws.com",
    parameters: ["ecsTarget"],
    role: ["roleArn"],
    cluster: ["arn"],
  },
};

export function scheduledTasks(graph: Graph, roles: Roles, definitions: CalledDefinitions): ScheduledTask[] {
  return Object.entries(forms).flatMap(([type, form]) =>
    graph.ofType(type).flatMap((resource): ScheduledTask[] => {
      const parameters = read(resource, "inputs", form.parameters, object);
      if (parameters.kind !== "known" && parameters.kind !== "unknown") return [];
      const [property] = form.parameters;
      const source = sourceOf(resource, property);
      const part = <T>(name: string, reader: Reader<T>) =>
        parameters.kind === "known" ? interpret(parameters.value[name], reader, source) : parameters;
      const cluster = read(resource, "inputs", form.cluster, text);
      const definitionArn = part("taskDefinitionArn", text);
      const meant = definitions.meant(resource, property, definitionArn);
      // What is not known may be for another service.
      if (parameters.kind === "unknown" && !meant.definition) return [];
      return [
        {
          resource,
          role: roles.resolveIn(resource, form.role[0], partAt(resource, form.role)),
          principal: form.principal,
          cluster,
          clusterResource: graph.onlyBehind(sourceUrns(cluster), clusterType)?.resource,
          definitionArn,
          meant,
          network: part("networkConfiguration", object),
        },
      ];
    }),
  );
}

function partAt({ inputs }: Resource, [property, ...way]: readonly [string, ...string[]]): Property {
  let part: Property = inputs[property];
  for (const key of way) {
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    part = (part as Properties)[key];
  }
  return part;
}
