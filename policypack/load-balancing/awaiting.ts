/** Services that AWS is asked for before their target groups have a load balancer. */
import type { Service } from "../ecs/services";
import type { Graph } from "../stack/graph";
import type { Resource } from "../stack/resources";
import { Order } from "../stack/waiting";
import { type Attachment, Attachments, existsAlready } from "./attachments";

/** A new target group of a new service, and what is wrong with it. */
export interface Unattached {
  readonly service: Service;
  readonly targetGroup: Resource;
  /** What forwards to it and is not awaited; none where nothing does. */
  readonly attachments: readonly Attachment[];
}

export class LoadBalancing {
  private readonly attachments: Attachments;
  private known: Order | undefined;

  constructor(
    private readonly graph: Graph,
    private readonly services: readonly Service[],
  ) {
    this.attachments = new Attachments(graph);
  }

  /** The target groups that AWS refuses when it is asked for their services. */
  unattached(): Unattached[] {
    return this.services
      .filter(({ exists, leftOut }) => !exists && !leftOut)
      .flatMap((service) =>
        this.attachments
          .targetGroupsOf(service.resource)
          .filter((targetGroup) => !existsAlready(targetGroup))
          .flatMap((targetGroup) => this.judge(service, targetGroup)),
      );
  }

  private judge(service: Service, targetGroup: Resource): Unattached[] {
    const attachments = this.attachments.of(targetGroup);
    if (attachments === undefined || attachments.some((one) => this.isInTime(service.resource, one)))
      return [];
    return [{ service, targetGroup, attachments }];
  }

  /**
   * Whether a target group is attached when its service is made: after the listener or rule, or shortly before it, for
   * the provider asks again for two minutes. It takes longer to make a load balancer.
   */
  private isInTime(service: Resource, { resource, loadBalancer }: Attachment): boolean {
    if (existsAlready(resource) || loadBalancer === undefined || existsAlready(loadBalancer)) return true;
    return this.waits(service, resource) || this.waits(service, loadBalancer);
  }

  private waits(waiting: Resource, awaited: Resource): boolean {
    return this.order.waits(waiting, awaited);
  }

  /** Made when a service is the first one to need it. */
  private get order(): Order {
    this.known ??= new Order(this.graph, [
      ...this.services.map(({ resource }) => resource),
      ...this.attachments.all,
    ]);
    return this.known;
  }

  /** Whether a service can wait for all that is in a component: nothing there waits for the service. */
  canAwait(service: Resource, component: Resource): boolean {
    return !this.graph.inside(component.urn).some(({ urn }) => this.order.leadsTo(urn, service.urn));
  }
}
