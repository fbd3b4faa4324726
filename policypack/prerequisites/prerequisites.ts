/** What new services need and do not come after. */
import type { Service } from "../ecs/services";
import { attachmentTypes } from "../load-balancing/attachments";
import { namespaceTypes } from "../service-connect/namespaces";
import type { Participant } from "../service-connect/participants";
import type { Graph } from "../stack/graph";
import type { Resource } from "../stack/resources";
import { associationType, capacityProviders } from "./capacity-providers";
import { InTime } from "./in-time";
import { namespaces } from "./namespaces";
import { targetGroups } from "./target-groups";
import type { Unmet } from "./unmet";

export class Prerequisites {
  private readonly inTime: InTime;

  constructor(
    private readonly graph: Graph,
    private readonly services: readonly Service[],
    private readonly participants: readonly Participant[],
  ) {
    this.inTime = new InTime(graph, [
      ...services.map(({ resource }) => resource),
      ...graph.ofType(...attachmentTypes, ...namespaceTypes, associationType),
    ]);
  }

  /** What AWS refuses services for: of those that exist the order is past. */
  unmet(): Unmet[] {
    const created = this.services.filter(({ exists, leftOut }) => !exists && !leftOut);
    if (created.length === 0) return [];
    const readers = [
      targetGroups(this.graph, this.inTime),
      namespaces(this.participants, this.inTime),
      capacityProviders(this.graph, this.inTime),
    ];
    return created
      .flatMap((service) => readers.flatMap((read) => read(service)))
      .map((unmet) => {
        // What waits for the service itself comes last: another may do without a change of its own.
        const isTurned = (one: Resource) => this.waitsFor(one, unmet.service.resource);
        const turned = unmet.unawaited.filter(isTurned);
        const free = unmet.unawaited.filter((one) => !turned.includes(one));
        return { ...unmet, unawaited: [...free, ...turned] };
      });
  }

  waitsFor(waiting: Resource, service: Resource): boolean {
    return this.inTime.leadsTo(waiting, service);
  }

  /** Whether a service can wait for all that is in a component. */
  canAwait(service: Resource, component: Resource): boolean {
    return this.inTime.canAwait(service, component);
  }
}
