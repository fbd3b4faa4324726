/** Waits that messages offer: followed all together they make no circle. */
import type { Graph } from "../stack/graph";
import type { Resource } from "../stack/resources";
import { serviceType } from "../stack/types";
import { reachable } from "../stack/wait-code";
import type { Waits } from "../stack/waiting";

export class Offers {
  /** By service: those that come before what it is offered to wait for. */
  private readonly taken = new Map<Resource, Set<Resource>>();

  constructor(
    private readonly graph: Graph,
    private readonly waits: Waits,
  ) {}

  /** Whether a service can wait for a resource, or for the component that the offer names, besides what was taken before. */
  takes(service: Resource, awaited: Resource): boolean {
    const named = reachable(
      this.graph,
      service,
      awaited,
      (component) => !this.waits.fromInside(component, service),
    );
    const ahead = this.waits.awaitedBy(named).filter(({ type }) => type === serviceType);
    if (this.leadsTo(ahead, service)) return false;
    const known = this.taken.get(service) ?? new Set();
    for (const one of ahead) known.add(one);
    this.taken.set(service, known);
    return true;
  }

  private leadsTo(from: readonly Resource[], service: Resource): boolean {
    const seen = new Set<Resource>();
    const pending = [...from];
    for (let one = pending.pop(); one !== undefined; one = pending.pop()) {
      if (one === service) return true;
      if (seen.has(one)) continue;
      seen.add(one);
      pending.push(...(this.taken.get(one) ?? []));
    }
    return false;
  }
}
