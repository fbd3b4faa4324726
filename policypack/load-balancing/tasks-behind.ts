/**
 * Services behind load balancers, and whether what the load balancer sends can arrive
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html).
 */
import type { Service } from "../ecs/services";
import type { SecurityGroups } from "../network/security-groups";
import type { Resource } from "../stack/resources";
import { count, interpret, knownOr, list, object, type Reader, read, sourceOf, text } from "../stack/values";
import type { Attachments } from "./attachments";

/** One entry of `loadBalancers` of a service, as far as it is known. */
export interface Entry {
  /** Its place in the list, counted from 1. */
  readonly number: number;
  readonly container: string | undefined;
  readonly port: number | undefined;
}

/** A service with its target groups. */
export interface TasksBehind {
  readonly service: Service;
  /** Undefined where it is not known how many there are. */
  readonly entries: readonly Entry[] | undefined;
  /** Those of this stack, alternate ones of blue/green deployments among them. */
  readonly targetGroups: readonly Resource[];
  /** The security groups of the tasks, all of this stack; undefined where one may be another one. */
  readonly groups: readonly Resource[] | undefined;
  readonly stack: LoadBalanced;
}

/** A load balancer in front of a target group. */
export interface InFront {
  readonly loadBalancer: Resource;
  readonly kind: "application" | "network";
  /** All of this stack; "none" where it has none, undefined where that is not known. */
  readonly groups: readonly Resource[] | "none" | undefined;
}

export class LoadBalanced {
  constructor(
    private readonly attachments: Attachments,
    readonly securityGroups: SecurityGroups,
    readonly services: readonly Service[],
  ) {}

  get all(): TasksBehind[] {
    return this.services
      .filter(({ leftOut, resource }) => !leftOut && resource.inputs.loadBalancers !== undefined)
      .map((service) => ({
        service,
        entries: entriesOf(service.resource),
        targetGroups: this.attachments.targetGroupsOf(service.resource),
        groups: this.securityGroups.listedBy(service.resource, ["networkConfiguration", "securityGroups"]),
        stack: this,
      }));
  }

  /** The load balancers of this stack that forward to a target group. */
  inFrontOf(targetGroup: Resource): InFront[] {
    const found = new Set(
      (this.attachments.of(targetGroup) ?? []).flatMap(({ loadBalancer }) => loadBalancer ?? []),
    );
    return [...found].flatMap((loadBalancer): InFront[] => {
      const type = knownOr(read(loadBalancer, "inputs", ["loadBalancerType"], text), "application");
      if (type !== "application" && type !== "network") return [];
      return [{ loadBalancer, kind: type, groups: this.groupsOf(loadBalancer, type) }];
    });
  }

  private groupsOf(loadBalancer: Resource, kind: InFront["kind"]): InFront["groups"] {
    const path = ["securityGroups"] as const;
    // An application load balancer without any has that of the VPC.
    const listed = read(loadBalancer, "inputs", path, list);
    const isEmpty = listed.kind === "absent" || (listed.kind === "known" && listed.value.length === 0);
    const hasNone = kind === "network" && isEmpty;
    return hasNone ? "none" : this.securityGroups.listedBy(loadBalancer, path);
  }
}

function entriesOf(service: Resource): readonly Entry[] | undefined {
  const property = "loadBalancers";
  const entries = read(service, "inputs", [property], list);
  if (entries.kind !== "known") return undefined;
  const source = sourceOf(service, property);
  return entries.value.map((value, index) => {
    const entry = interpret(value, object, source);
    const field = <T>(name: string, reader: Reader<T>) =>
      entry.kind === "known" ? knownOr(interpret(entry.value[name], reader, source), undefined) : undefined;
    return {
      number: index + 1,
      container: field("containerName", text),
      port: field("containerPort", count),
    };
  });
}
