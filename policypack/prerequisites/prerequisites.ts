/** What services need and do not come after. */
import type { Access } from "../access/access";
import type { Service } from "../ecs/services";
import type { TaskDefinition } from "../ecs/task-definitions";
import type { Answer } from "../iam/answers";
import type { Attachments } from "../load-balancing/attachments";
import type { TaskNeeds } from "../needs/task-needs";
import type { MountTargets } from "../network/mount-targets";
import type { Secrets } from "../secrets/secrets";
import type { Participant } from "../service-connect/participants";
import type { Graph } from "../stack/graph";
import type { Resource } from "../stack/resources";
import { packagedTypes, serviceType } from "../stack/types";
import { knownOr, read, text } from "../stack/values";
import type { Waiter } from "../stack/wait-code";
import { type Edges, Waits } from "../stack/waiting";
import { capacityProviders } from "./capacity-providers";
import { images } from "./images";
import { InTime } from "./in-time";
import { logGroups, misplacedLogGroups } from "./log-groups";
import { lateMountTargets, missingMountTargets } from "./mount-targets";
import { namespaces } from "./namespaces";
import { rolePolicies } from "./role-policies";
import { secretValues } from "./secret-values";
import { targetGroups } from "./target-groups";
import type { Reader, Unmet } from "./unmet";

/** What the readers of needs look at. */
export interface Surroundings {
  readonly graph: Graph;
  readonly access: Access;
  readonly definitions: readonly TaskDefinition[];
  readonly services: readonly Service[];
  readonly participants: readonly Participant[];
  readonly needs: TaskNeeds;
  readonly secrets: Secrets;
  /** Read when they are first asked for. */
  readonly attachments: () => Attachments;
  readonly mountTargets: () => MountTargets;
}

export class Prerequisites {
  private readonly waits: Waits;
  private readonly inTime: InTime;

  constructor(
    private readonly of: Surroundings,
    edges: Edges,
  ) {
    this.waits = new Waits(of.graph, edges);
    this.inTime = new InTime(of.graph, this.waits);
  }

  /** What AWS refuses services for, or never starts their tasks. */
  unmet(): Unmet[] {
    const { graph, needs, participants, attachments, mountTargets } = this.of;
    const created = this.metBy(this.created, () => [
      targetGroups(attachments(), this.waits, this.inTime),
      namespaces(graph, participants, this.inTime),
      capacityProviders(graph, this.waits, this.inTime),
    ]);
    // A deployment of a service that exists starts no task either.
    const started = this.metBy(this.of.services.filter(mayStartTasks), () => [
      missingMountTargets(mountTargets(), this.inTime),
      misplacedLogGroups(graph, needs),
    ]);
    return [...created, ...started].map((unmet) => {
      // What waits for the service itself comes last: another may do without a change of its own.
      const isTurned = (one: Resource) => this.waitsFor(one, unmet.service.resource);
      const turned = unmet.unawaited.filter(isTurned);
      const free = unmet.unawaited.filter((one) => !turned.includes(one));
      return { ...unmet, unawaited: [...free, ...turned] };
    });
  }

  /** What the first tasks of services fail for, and which a service can come after. */
  unmetByFirstTasks(): Unmet[] {
    const { graph, needs, secrets, mountTargets } = this.of;
    const starting = new Map(this.created.map((service) => [service, startsTasks(service)]));
    const started = [...starting.keys()].filter((service) => starting.get(service) !== "no");
    const found = this.metBy(started, () => [
      rolePolicies(this.of, this.inTime),
      secretValues(secrets, this.inTime),
      lateMountTargets(mountTargets(), this.inTime),
      logGroups(needs, this.inTime),
      images(graph, needs, this.inTime),
    ]);
    return found
      .sort(byNames)
      .filter(
        ({ service, unawaited }) =>
          !unawaited.some((one) => isPackagedWith(graph, one, service) || this.isAfterOthers(service, one)),
      )
      .map((unmet) => (starting.get(unmet.service) === "yes" ? unmet : { ...unmet, certainty: "presumed" }));
  }

  waitsFor(waiting: Resource, service: Resource): boolean {
    return this.waits.for(waiting, service);
  }

  /** What a service can wait for: for a component where nothing in it comes after the service. */
  waiter({ resource }: Service): Waiter {
    return {
      graph: this.of.graph,
      waiting: resource,
      canAwait: (component) => !this.waits.fromInside(component, resource),
      comesAfterInside: (component, other) => this.waits.forInside(other, component),
    };
  }

  /**
   * The same where it is advice, which must not bring services into another order than they have: followed for several
   * of them, with what other policies demand, it never makes a circle.
   */
  adviseTo(service: Service): Waiter {
    return {
      ...this.waiter(service),
      canAwait: (component) => !this.isAfterOthers(service, component),
    };
  }

  /** Whether a resource, or something inside of it, comes after a service that this one does not come after anyway. */
  private isAfterOthers({ resource }: Service, one: Resource): boolean {
    const inside = one.provider === undefined ? this.of.graph.inside(one.urn) : [];
    return [...inside, ...this.waits.awaitedBy(one)].some(
      (other) => other.type === serviceType && (other === resource || !this.waits.for(resource, other)),
    );
  }

  /** Of services that exist the order is past. */
  private get created(): Service[] {
    return this.of.services.filter(({ exists, leftOut }) => !exists && !leftOut);
  }

  /** @param readers made when they are first needed: most stacks have nothing to ask about */
  private metBy(services: readonly Service[], readers: () => readonly Reader[]): Unmet[] {
    if (services.length === 0) return [];
    const made = readers();
    return services.flatMap((service) => made.flatMap((reader) => reader(service)));
  }
}

/** In an order that does not depend on that of the program. */
function byNames(one: Unmet, other: Unmet): number {
  const nameOf = ({ service, subject, unawaited: [awaited] }: Unmet) =>
    `${service.resource.urn} ${(awaited ?? subject).urn}`;
  const [first, second] = [nameOf(one), nameOf(other)];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** Whether ECS starts tasks for it by itself: the provider asks for none where the program does not say how many. */
function startsTasks({ resource, desiredCount, desiredCountIsOpen, exists, leftOut }: Service): Answer {
  const controller = read(resource, "inputs", ["deploymentController", "type"], text);
  const scheduling = read(resource, "inputs", ["schedulingStrategy"], text);
  const isSaid = desiredCount !== undefined || desiredCountIsOpen;
  const hasReplicas = scheduling.kind === "absent" || knownOr(scheduling, undefined) === "REPLICA";
  // Something else may have scaled one that exists.
  const asksForNone = desiredCount === 0 || (!isSaid && hasReplicas && !exists);
  if (leftOut || asksForNone || knownOr(controller, undefined) === "EXTERNAL") return "no";
  const mayAskForNone = desiredCountIsOpen || (!isSaid && scheduling.kind === "unknown" && !exists);
  return mayAskForNone || controller.kind === "unknown" ? "cannot tell" : "yes";
}

function mayStartTasks(service: Service): boolean {
  return startsTasks(service) !== "no";
}

/** Whether a resource is made together with the service, by a component that decides on their order. */
function isPackagedWith(graph: Graph, resource: Resource, { resource: service }: Service): boolean {
  const around = graph.ancestors(service).filter(({ type }) => packagedTypes.test(type));
  return graph.ancestors(resource).some((one) => around.includes(one));
}
