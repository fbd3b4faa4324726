/**
 * Which listeners and rules forward to which target groups: AWS takes no service whose target group has no load
 * balancer (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html).
 */
import { Called } from "../stack/called";
import { type Behind, type Graph, meant } from "../stack/graph";
import { addTo } from "../stack/lists";
import { holdsUnknown, isObject, somePart } from "../stack/properties";
import type { Resource } from "../stack/resources";
import { read, sourceOf, text } from "../stack/values";

/** Pulumi has had the resources of load balancers under several names. */
export const loadBalancingModules: readonly string[] = [
  "lb",
  "alb",
  "elasticloadbalancingv2",
  "applicationloadbalancing",
];
const named = (name: string) => loadBalancingModules.map((module) => `aws:${module}/${name}`);
const targetGroupTypes = named("targetGroup:TargetGroup");
const listenerTypes = named("listener:Listener");
const ruleTypes = named("listenerRule:ListenerRule");
const loadBalancerTypes = named("loadBalancer:LoadBalancer");
/** What gives target groups a load balancer. */
export const attachmentTypes: readonly string[] = [...listenerTypes, ...ruleTypes, ...loadBalancerTypes];

/** A listener or rule that forwards to a target group. */
export interface Attachment {
  readonly resource: Resource;
  /** The load balancer, where this stack makes it. */
  readonly loadBalancer: Resource | undefined;
}

/** What forwards to which target groups of a stack. */
export class Attachments {
  private readonly byTargetGroup = new Map<Resource, Attachment[]>();
  /** Those inside of packaged components, of which something may forward to one or another. */
  private readonly maybe = new Set<Resource>();
  private readonly targetGroups: Called;
  private readonly listeners: Called;
  private readonly loadBalancers: Called;
  private isOpen: boolean;

  constructor(private readonly graph: Graph) {
    this.isOpen = graph.leavesOut(...listenerTypes, ...ruleTypes);
    this.targetGroups = calledByArn(graph, targetGroupTypes);
    this.listeners = calledByArn(graph, listenerTypes);
    this.loadBalancers = calledByArn(graph, loadBalancerTypes);
    for (const listener of graph.ofType(...listenerTypes)) this.add(listener, "defaultActions", listener);
    for (const rule of graph.ofType(...ruleTypes))
      this.add(rule, "actions", namedBy(rule, "listenerArn", this.listeners));
  }

  /**
   * What forwards to a target group, in an order that does not depend on that of the program; undefined where
   * something may that is not known.
   */
  of(targetGroup: Resource): readonly Attachment[] | undefined {
    const found = this.byTargetGroup.get(targetGroup) ?? [];
    if (found.length === 0 && (this.isOpen || this.maybe.has(targetGroup))) return undefined;
    return [...found].sort(({ resource: one }, { resource: other }) => (one.urn < other.urn ? -1 : 1));
  }

  /**
   * The target groups of this stack that a service registers its tasks with, the alternate ones of its deployments
   * among them. None where an edge may mean another one, inside of a packaged component.
   */
  targetGroupsOf(service: Resource): Resource[] {
    return this.named(service, "loadBalancers");
  }

  /** Whether deployments of a service go back and forth between two target groups. */
  alternates({ inputs }: Resource): boolean {
    return somePart(inputs.loadBalancers, (part) => isObject(part) && isObject(part.advancedConfiguration));
  }

  private add(resource: Resource, property: string, listener: Resource | undefined): void {
    const loadBalancer = listener && namedBy(listener, "loadBalancerArn", this.loadBalancers);
    const targets = this.named(resource, property);
    for (const targetGroup of targets) addTo(this.byTargetGroup, targetGroup, { resource, loadBalancer });
    for (const targetGroup of this.behind(resource, property))
      if (!targets.includes(targetGroup.resource)) this.maybe.add(targetGroup.resource);
    if (holdsUnknown(resource.inputs[property]) && sourceOf(resource, property).kind === "elsewhere")
      this.isOpen = true;
  }

  /**
   * The target groups that a property names: by their ARNs, or by edges. None by an edge that may mean one or another,
   * inside of a packaged component.
   */
  private named(resource: Resource, property: string): Resource[] {
    const behind = this.behind(resource, property);
    const isOpen = behind.some(({ packaged }) => packaged);
    const found = new Set((isOpen ? (meant(behind, 1) ?? []) : behind).map((group) => group.resource));
    somePart(resource.inputs[property], (part) => {
      const group = typeof part === "string" && this.targetGroups.only(resource, property, part);
      if (group) found.add(group);
      return false;
    });
    return [...found];
  }

  private behind(resource: Resource, property: string): readonly Behind[] {
    return this.graph.behindOfType(resource.propertyDependencies.get(property) ?? [], ...targetGroupTypes);
  }
}

/** What the ARN in a property of a resource names. */
function namedBy(holder: Resource, property: string, called: Called): Resource | undefined {
  return called.meant(holder, property, read(holder, "inputs", [property], text))?.resource;
}

function calledByArn(graph: Graph, types: readonly string[]): Called {
  return new Called(graph, Object.fromEntries(types.map((type) => [type, ["arn"]])));
}
