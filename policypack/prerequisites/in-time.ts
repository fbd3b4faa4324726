/** Whether what a service needs is there by the time that AWS is asked for the service. */
import type { Graph } from "../stack/graph";
import type { Resource } from "../stack/resources";
import { existsAlready } from "../stack/values";
import { Order } from "../stack/waiting";

/**
 * What takes AWS longer to make than any prerequisite that is no load balancer: who waits for one of these comes late
 * enough.
 */
export const slowTypes: readonly string[] = [
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:alb/loadBalancer:LoadBalancer",
  "aws:ec2/natGateway:NatGateway",
  "aws:rds/instance:Instance",
  "aws:rds/cluster:Cluster",
  "aws:rds/clusterInstance:ClusterInstance",
  "aws:elasticache/cluster:Cluster",
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "time:index/sleep:Sleep",
];

export class InTime {
  private readonly slow: readonly Resource[];
  private known: Order | undefined;

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

  /** Whether a resource is there, for certain or because the service waits for something that takes minutes. */
  isThere(service: Resource, awaited: Resource): boolean {
    if (existsAlready(awaited) || this.waits(service, awaited)) return true;
    const holdsUp = (resource: Resource) => this.slow.filter((slow) => this.waits(resource, slow));
    const before = holdsUp(awaited);
    const own = holdsUp(service);
    return own.some((slow) => !before.includes(slow)) && before.every((slow) => own.includes(slow));
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
