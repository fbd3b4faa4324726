/** AWS takes no service whose target group has no load balancer. */

import type { Service } from "../ecs/services";
import type { Attachment, Attachments } from "../load-balancing/attachments";
import { serviceRows } from "../needs/prerequisite-rows";
import type { Resource } from "../stack/resources";
import { existsAlready, list, read } from "../stack/values";
import type { Waits } from "../stack/waiting";
import type { InTime } from "./in-time";
import type { Reader, Unmet } from "./unmet";

export function targetGroups(attached: Attachments, waits: Waits, inTime: InTime): Reader {
  /**
   * A target group is attached when its service is made after the listener or rule, or shortly before it, for the
   * provider asks again for two minutes. It takes longer to make a load balancer.
   */
  const isInTime = (service: Resource, { resource, loadBalancer }: Attachment) =>
    loadBalancer === undefined ||
    existsAlready(loadBalancer) ||
    inTime.isThere(service, resource) ||
    waits.for(service, loadBalancer);
  const lateOrLacking = (service: Service, subject: Resource): Unmet[] => {
    const attachments = attached.of(subject);
    if (!attachments || attachments.some((one) => isInTime(service.resource, one))) return [];
    const unawaited = attachments.map(({ resource }) => resource);
    if (unawaited.length === 0 && inTime.othersReach(subject)) return [];
    const row = serviceRows.targetGroup;
    const found = { row, service, subject, unawaited };
    return unawaited.length === 0
      ? [{ ...found, kind: row.lacking.kind, certainty: "presumed" }]
      : [{ ...found, kind: row.late.kind, certainty: "proven" }];
  };

  return (service) => {
    const groups = attached.targetGroupsOf(service.resource);
    const each = groups.map((group) => (existsAlready(group) ? [] : lateOrLacking(service, group)));
    if (!attached.alternates(service.resource)) return each.flat();
    // Edges do not tell the alternate target group, which ECS itself puts behind the listener, from the other one.
    const areThere = each.filter((unmet) => unmet.length === 0).length;
    return areThere >= entriesOf(service.resource)
      ? []
      : each.flat().filter(({ unawaited }) => unawaited.length > 0);
  };
}

/** How many target groups a service has at a time. */
function entriesOf(service: Resource): number {
  const entries = read(service, "inputs", ["loadBalancers"], list);
  return entries.kind === "known" ? entries.value.length : 1;
}
