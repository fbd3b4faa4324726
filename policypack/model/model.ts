/** Everything that the policies look at. */
import { type Access, accessIn } from "../access/access";
import { type Service, services } from "../ecs/services";
import { type TaskDefinition, taskDefinitions } from "../ecs/task-definitions";
import { type Secrets, secretsIn } from "../secrets/secrets";
import { ServiceConnect } from "../service-connect/neighbours";
import { participants } from "../service-connect/participants";
import { Graph } from "../stack/graph";
import type { Snapshot } from "../stack/resources";

export interface Model {
  /** URN of the stack, for findings that no resource carries. */
  readonly stack: string;
  readonly graph: Graph;
  /** Whether the operation leaves out parts of the program (`--target`). */
  readonly partial: boolean;
  readonly access: Access;
  readonly taskDefinitions: readonly TaskDefinition[];
  readonly services: readonly Service[];
  readonly secrets: Secrets;
  readonly serviceConnect: ServiceConnect;
}

export function buildModel(snapshot: Snapshot): Model {
  const graph = new Graph(snapshot);
  const access = accessIn(graph);
  const definitions = taskDefinitions(graph, access.roles);
  const all = services(graph, definitions);
  return {
    stack: snapshot.stack,
    graph,
    partial: snapshot.partial,
    access,
    taskDefinitions: definitions,
    services: all,
    secrets: secretsIn(graph),
    serviceConnect: new ServiceConnect(graph, participants(graph, all)),
  };
}
