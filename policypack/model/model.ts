/** Everything that the policies look at. */
import { Grants } from "./grants";
import { Graph, type Snapshot } from "./resources";
import { Roles } from "./roles";
import { type Service, services } from "./services";
import { type TaskDefinition, taskDefinitions } from "./task-definitions";

export interface Model {
  /** URN of the stack, for findings that no resource carries. */
  readonly stack: string;
  readonly graph: Graph;
  /** Whether the operation leaves out parts of the program (`--target`). */
  readonly partial: boolean;
  readonly taskDefinitions: readonly TaskDefinition[];
  readonly grants: Grants;
  readonly services: readonly Service[];
}

export function buildModel(snapshot: Snapshot): Model {
  const graph = new Graph(snapshot);
  const roles = new Roles(graph);
  const definitions = taskDefinitions(graph, roles);
  return {
    stack: snapshot.stack,
    graph,
    partial: snapshot.partial,
    taskDefinitions: definitions,
    grants: new Grants(graph, roles),
    services: services(graph, definitions),
  };
}
