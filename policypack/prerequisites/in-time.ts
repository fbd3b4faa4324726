/** Whether what a service needs is there by the time that AWS is asked for the service. */
import type { Graph } from "../stack/graph";
import type { Resource } from "../stack/resources";
import { existsAlready } from "../stack/values";
import { Order } from "../stack/waiting";

/** What takes AWS minutes: longer than to make any prerequisite but a load balancer. */
const minutes = [
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:alb/loadBalancer:LoadBalancer",
  "aws:ec2/natGateway:NatGateway",
  "time:index/sleep:Sleep",
];

/** What takes longer than a load balancer and the two minutes in which the provider asks again. */
const longer = [
  "aws:docdb/clusterInstance:ClusterInstance",
  "aws:elasticache/cluster:Cluster",
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:mq/broker:Broker",
  "aws:msk/cluster:Cluster",
  "aws:neptune/clusterInstance:ClusterInstance",
  "aws:opensearch/domain:Domain",
  "aws:rds/clusterInstance:ClusterInstance",
  "aws:rds/instance:Instance",
  "aws:redshift/cluster:Cluster",
];

export const slowTypes: readonly string[] = [...minutes, ...longer];

export class InTime {
  private readonly slow: readonly Resource[];
  private known: Order | undefined;
  private readonly reachedByOthers = new Map<Resource, boolean>();

  /** @param asked the services, and what they may need */
  constructor(
    private readonly graph: Graph,
    private readonly asked: readonly Resource[],
  ) {
    this.slow = graph.ofType(...slowTypes).filter((resource) => !existsAlready(resource));
  }

  waits(waiting: Resource, awaited: Resource): boolean {
    return this.order.waits(waiting, awaited);
  }

  /** Whether one resource leads to another, of which neither need be among those asked about. */
  leadsTo(waiting: Resource, awaited: Resource): boolean {
    return this.order.leadsTo(waiting.urn, awaited.urn);
  }

  /**
   * Whether a resource is there, for certain or because the service waits for something that takes longer. Those that
   * both wait for hold up both.
   */
  isThere(service: Resource, awaited: Resource): boolean {
    if (existsAlready(awaited) || this.waits(service, awaited)) return true;
    const holdsUp = (resource: Resource) => this.slow.filter((slow) => this.waits(resource, slow));
    const before = holdsUp(awaited);
    const own = holdsUp(service);
    const alone = own.filter((slow) => !before.includes(slow));
    const isLong = alone.some(({ type }) => longer.includes(type));
    const isHeldUp = before.some((slow) => !own.includes(slow) && !(isLong && minutes.includes(slow.type)));
    return alone.length > 0 && !isHeldUp;
  }

  /** Whether something waits for a resource that may do with it what the provider's own resources do. */
  othersReach(resource: Resource): boolean {
    const known = this.reachedByOthers.get(resource);
    if (known !== undefined) return known;
    const found = this.graph.resources.some(
      (one) =>
        one.provider !== undefined &&
        (!one.type.startsWith("aws:") || one.type === "aws:cloudformation/stack:Stack") &&
        this.leadsTo(one, resource),
    );
    this.reachedByOthers.set(resource, found);
    return found;
  }

  /** Whether a service can wait for all that is in a component: nothing there waits for the service. */
  canAwait(service: Resource, component: Resource): boolean {
    return !this.graph.inside(component.urn).some((inner) => this.leadsTo(inner, service));
  }

  /** Made when it is first needed: most stacks have nothing to ask about. */
  private get order(): Order {
    this.known ??= new Order(this.graph, [...new Set([...this.asked, ...this.slow])]);
    return this.known;
  }
}
