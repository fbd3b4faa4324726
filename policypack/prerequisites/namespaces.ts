/** AWS takes no service whose Service Connect namespace is not there: its name makes nobody wait for it. */

import { serviceRows } from "../needs/prerequisite-rows";
import { isPresumed } from "../service-connect/namespaces";
import type { Participant } from "../service-connect/participants";
import type { Graph } from "../stack/graph";
import { once } from "../stack/once";
import { clusterType } from "../stack/types";
import { hasLostEdges, read, text } from "../stack/values";
import type { InTime } from "./in-time";
import type { Reader } from "./unmet";

export function namespaces(graph: Graph, participants: readonly Participant[], inTime: InTime): Reader {
  const byService = new Map(participants.map((one) => [one.resource, one]));
  // The default of such a cluster may be the namespace, which is then there before it.
  const unclear = once(() => graph.ofType(clusterType).filter(hasLostEdges));
  return (service) => {
    const participant = byService.get(service.resource);
    if (participant === undefined || participant.part.kind === "undetermined") return [];
    // A cluster's default can only be an ARN; the provider refuses a name.
    if (read(service.resource, "inputs", ["serviceConnectConfiguration", "namespace"], text).kind !== "known")
      return [];
    const { namespace } = participant;
    if (namespace.kind !== "stack" || inTime.isThere(service.resource, namespace.resource)) return [];
    if (unclear().some((cluster) => inTime.comesAfter(service.resource, cluster))) return [];
    const subject = namespace.resource;
    const certainty = isPresumed(participant) ? "presumed" : "proven";
    const row = serviceRows.namespace;
    return [{ row, kind: row.late.kind, service, subject, unawaited: [subject], certainty }];
  };
}
