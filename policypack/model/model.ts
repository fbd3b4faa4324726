/** Everything that the policies look at. */
import { type Access, accessIn } from "../access/access";
import { CalledDefinitions } from "../ecs/called-definitions";
import { type Service, services } from "../ecs/services";
import { type TaskDefinition, taskDefinitions } from "../ecs/task-definitions";
import { Attachments } from "../load-balancing/attachments";
import { TaskNeeds } from "../needs/task-needs";
import { MountTargets } from "../network/mount-targets";
import { SecurityGroups } from "../network/security-groups";
import { Prerequisites } from "../prerequisites/prerequisites";
import { type ScheduledTask, scheduledTasks } from "../scheduled-tasks/scheduled-tasks";
import { type Secrets, secretsIn } from "../secrets/secrets";
import { ServiceConnect } from "../service-connect/neighbours";
import { participants } from "../service-connect/participants";
import { Graph } from "../stack/graph";
import { once } from "../stack/once";
import { namedByOthers } from "../stack/others";
import type { Resource, Snapshot } from "../stack/resources";
import { Edges } from "../stack/waiting";

export interface Model {
  /** URN of the stack, for findings that no resource carries. */
  readonly stack: string;
  readonly graph: Graph;
  /** Whether the operation leaves out parts of the program (`--target`). */
  readonly partial: boolean;
  readonly access: Access;
  readonly taskDefinitions: readonly TaskDefinition[];
  readonly services: readonly Service[];
  /** What their tasks need their roles to be allowed. */
  readonly needs: TaskNeeds;
  readonly scheduledTasks: readonly ScheduledTask[];
  /** What surrounds services is read when a policy first asks for it. */
  readonly attachments: () => Attachments;
  readonly mountTargets: () => MountTargets;
  readonly securityGroups: () => SecurityGroups;
  /** What resources of other packages name, and may change unseen. */
  readonly touched: () => ReadonlySet<Resource>;
  readonly prerequisites: Prerequisites;
  readonly secrets: Secrets;
  readonly serviceConnect: ServiceConnect;
}

export function buildModel(snapshot: Snapshot): Model {
  const graph = new Graph(snapshot);
  const access = accessIn(graph);
  const definitions = taskDefinitions(graph, access.roles);
  const called = new CalledDefinitions(graph, definitions);
  const all = services(graph, called);
  const connected = participants(graph, all);
  const needs = new TaskNeeds(graph, access, definitions, all);
  const secrets = secretsIn(graph);
  const edges = new Edges(graph);
  const attachments = once(() => new Attachments(graph));
  const mountTargets = once(() => new MountTargets(graph));
  const touched = once(() => namedByOthers(graph));
  return {
    stack: snapshot.stack,
    graph,
    partial: snapshot.partial,
    access,
    taskDefinitions: definitions,
    services: all,
    needs,
    scheduledTasks: scheduledTasks(graph, access.roles, called),
    secrets,
    attachments,
    mountTargets,
    securityGroups: once(() => new SecurityGroups(graph, touched())),
    touched,
    prerequisites: new Prerequisites(
      {
        graph,
        access,
        definitions,
        services: all,
        participants: connected,
        needs,
        secrets,
        attachments,
        mountTargets,
      },
      edges,
    ),
    serviceConnect: new ServiceConnect(graph, edges, connected),
  };
}
