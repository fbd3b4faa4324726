/** The message of ecs-services-after-prerequisites: for the person whose preview was just rejected. */
import type { Unattached } from "../load-balancing/awaiting";
import type { Graph } from "../stack/graph";
import type { Resource } from "../stack/resources";
import { waitCode } from "../stack/wait-code";
import { variableName } from "../verdicts/code";
import { unique } from "../verdicts/groups";
import { ifMadeInApply, named, upperFirst } from "../verdicts/wording";

export interface WithoutLoadBalancer {
  readonly graph: Graph;
  readonly label: string;
  readonly service: Resource;
  readonly unattached: readonly Unattached[];
  /** Whether the service can wait for all that is in a component. */
  canAwait(component: Resource): boolean;
}

export function unattachedMessage(violation: WithoutLoadBalancer): string {
  const { label, unattached } = violation;
  const groups = unattached.map(({ targetGroup }) => targetGroup);
  const many = groups.length > 1 ? "s" : "";
  return [
    `${upperFirst(label)} cannot be created: AWS is asked for it before target group${many} ${named(groups.map(({ name }) => name))} ${many ? "have" : "has"} a load balancer.`,
    "What fails: AWS refuses the service, and the provider asks again for two minutes; a new load balancer takes longer:",
    "    InvalidParameterException: The target group with targetGroupArn … does not have an associated load balancer.",
    ...awaited(violation),
    ...missing(unattached),
  ].join("\n");
}

function awaited({ graph, service, unattached, canAwait }: WithoutLoadBalancer): string[] {
  const listeners = unattached.flatMap(({ attachments }) => attachments.slice(0, 1));
  if (listeners.length === 0) return [];
  const resources = [...new Set(listeners.map(({ resource }) => resource))];
  const names = named(unique(resources.map(({ name }) => name)));
  return [
    `Why: a target group gets its load balancer from the listener or rule that forwards to it, and nothing makes \`${service.name}\` come after ${names}. That it waits for the target group itself is not enough.`,
    `Change: make ${waitCode(graph, service, resources, canAwait).join("\n")}`,
  ];
}

function missing(unattached: readonly Unattached[]): string[] {
  const groups = unattached.flatMap(({ attachments, targetGroup }) =>
    attachments.length === 0 ? [targetGroup] : [],
  );
  const [first] = groups;
  if (!first) return [];
  return [
    `Why: no listener or rule of this stack forwards to ${named(groups.map(({ name }) => name))}.`,
    ifMadeInApply("a listener"),
    "Change: let a listener or a rule of the load balancer forward to it, and the service wait for that:",
    `    defaultActions: [{ type: "forward", targetGroupArn: ${variableName(first.name)}.arn }],`,
  ];
}
