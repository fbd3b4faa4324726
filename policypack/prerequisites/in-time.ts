/** Whether what a service needs is there by the time that AWS is asked for the service. */
import type { Service } from "../ecs/services";
import type { PrerequisiteRow } from "../needs/prerequisite-rows";
import type { Graph } from "../stack/graph";
import { isOfOthers } from "../stack/others";
import type { Resource } from "../stack/resources";
import { existsAlready } from "../stack/values";
import type { Waits } from "../stack/waiting";
import type { Unmet } from "./unmet";

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
  private readonly reachedByOthers = new Map<Resource, boolean>();

  constructor(
    private readonly graph: Graph,
    private readonly waits: Waits,
  ) {
    this.slow = graph.ofType(...slowTypes).filter((resource) => !existsAlready(resource));
  }

  /**
   * Whether a resource is there, for certain or because the service waits for something that takes longer. Those that
   * both wait for hold up both.
   */
  isThere(service: Resource, awaited: Resource): boolean {
    if (existsAlready(awaited) || this.waits.for(service, awaited)) return true;
    const holdsUp = (resource: Resource) => this.slow.filter((slow) => this.waits.for(resource, slow));
    const before = holdsUp(awaited);
    const own = holdsUp(service);
    const alone = own.filter((slow) => !before.includes(slow));
    const isLong = alone.some(({ type }) => longer.includes(type));
    const isHeldUp = before.some((slow) => !own.includes(slow) && !(isLong && minutes.includes(slow.type)));
    return alone.length > 0 && !isHeldUp;
  }

  comesAfter(one: Resource, other: Resource): boolean {
    return this.waits.for(one, other);
  }

  /**
   * What AWS does not have yet, and the service does not come after: of some resources that make a thing usable.
   * @param subject what they make usable
   */
  late(
    row: Required<Pick<PrerequisiteRow, "late">> & PrerequisiteRow,
    service: Service,
    subject: Resource,
    needed: readonly Resource[],
    certainty: Unmet["certainty"],
  ): Unmet[] {
    return needed
      .filter((one) => !this.isThere(service.resource, one))
      .map((one) => ({ service, row, kind: row.late.kind, subject, unawaited: [one], certainty }));
  }

  /** Whether something waits for a resource that may do with it what the provider's own resources do. */
  othersReach(resource: Resource): boolean {
    const known = this.reachedByOthers.get(resource);
    if (known !== undefined) return known;
    const found = this.graph.resources.some((one) => isOfOthers(one) && this.waits.for(one, resource));
    this.reachedByOthers.set(resource, found);
    return found;
  }
}
