/** Task definitions, with their two roles and their containers. */
import type { RoleReference, Roles } from "../access/roles";
import type { Graph } from "../stack/graph";
import type { Resource } from "../stack/resources";
import { expressServiceType, taskDefinitionType } from "../stack/types";
import type { Value } from "../stack/values";
import { type Container, containersIn } from "./containers";

/** A task definition, or an Express service, of which ECS makes one. */
export interface TaskDefinition {
  readonly resource: Resource;
  readonly taskRole: RoleReference;
  readonly executionRole: RoleReference;
  /** The property that holds the containers, or the only one of an Express service. */
  readonly containersProperty: "containerDefinitions" | "primaryContainer";
  /** Absent for an Express service, whose container has a form of its own. */
  readonly containers: Value<readonly Container[]>;
}

export function taskDefinitions(graph: Graph, roles: Roles): TaskDefinition[] {
  const rolesOf = (resource: Resource) => ({
    resource,
    taskRole: roles.resolve(resource, "taskRoleArn"),
    executionRole: roles.resolve(resource, "executionRoleArn"),
  });
  return [
    ...graph.ofType(taskDefinitionType).map((resource): TaskDefinition => {
      const containersProperty = "containerDefinitions";
      return {
        ...rolesOf(resource),
        containersProperty,
        containers: containersIn(resource, containersProperty),
      };
    }),
    ...graph.ofType(expressServiceType).map(
      (resource): TaskDefinition => ({
        ...rolesOf(resource),
        containersProperty: "primaryContainer",
        containers: { kind: "absent" },
      }),
    ),
  ];
}
