/** AWS takes no service whose target group has no load balancer. */
import { type Attachment, Attachments } from "../load-balancing/attachments";
import type { Graph } from "../stack/graph";
import type { Resource } from "../stack/resources";
import { existsAlready } from "../stack/values";
import type { InTime } from "./in-time";
import { rows } from "./rows";
import type { Reader, Unmet } from "./unmet";

export function targetGroups(graph: Graph, inTime: InTime): Reader {
  const attached = new Attachments(graph);
  /**
   * A target group is attached when its service is made after the listener or rule, or shortly before it, for the
   * provider asks again for two minutes. It takes longer to make a load balancer.
   */
  const isInTime = (service: Resource, { resource, loadBalancer }: Attachment) =>
    loadBalancer === undefined ||
    existsAlready(loadBalancer) ||
    inTime.isThere(service, resource) ||
    inTime.waits(service, loadBalancer);
  return (service) =>
    attached
      .targetGroupsOf(service.resource)
      .filter((targetGroup) => !existsAlready(targetGroup))
      .flatMap((subject): Unmet[] => {
        const attachments = attached.of(subject);
        if (!attachments || attachments.some((one) => isInTime(service.resource, one))) return [];
        const unawaited = attachments.map(({ resource }) => resource);
        if (unawaited.length === 0 && inTime.othersReach(subject)) return [];
        const row = rows.targetGroup;
        const found = { row, service, subject, unawaited };
        return unawaited.length === 0
          ? [{ ...found, kind: row.lacking.kind, certainty: "presumed" }]
          : [{ ...found, kind: row.late.kind, certainty: "proven" }];
      });
}
