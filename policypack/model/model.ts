/** Everything that the policies look at. */
import { Grants } from "../access/grants";
import { Keys } from "../secrets/keys";
import { ResourcePolicies } from "../access/resource-policies";
import { Graph, type Snapshot } from "../stack/resources";
import { Roles } from "../access/roles";
import { ServiceConnect } from "../service-connect/service-connect";
import { services } from "../ecs/services";
import { StackSecrets } from "../secrets/stack-secrets";
import { type TaskDefinition, taskDefinitions } from "../ecs/task-definitions";

export interface Model {
  /** URN of the stack, for findings that no resource carries. */
  readonly stack: string;
  readonly graph: Graph;
  /** Whether the operation leaves out parts of the program (`--target`). */
  readonly partial: boolean;
  readonly taskDefinitions: readonly TaskDefinition[];
  readonly roles: Roles;
  readonly grants: Grants;
  readonly serviceConnect: ServiceConnect;
  readonly secrets: StackSecrets;
  readonly keys: Keys;
  readonly resourcePolicies: ResourcePolicies;
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
    roles,
    grants: new Grants(graph, roles),
    serviceConnect: new ServiceConnect(graph, services(graph, definitions)),
    secrets: new StackSecrets(graph),
    keys: new Keys(graph),
    resourcePolicies: new ResourcePolicies(graph),
  };
}
