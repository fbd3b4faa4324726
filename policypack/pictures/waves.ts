/** The order in which the services of a stack come, as it is drawn. */
import type { Model } from "../model/model";
import { Edges, Order } from "../stack/waiting";

export interface PicturedService {
  readonly urn: string;
  readonly name: string;
  /** Its part in Service Connect; `none` where it has none. */
  readonly part: "client-only" | "client-server" | "unclear" | "none";
  /** From 0: it waits only for services of earlier ones. */
  readonly wave: number;
  /** URNs of the services that it waits for itself, and not by way of another one. */
  readonly waitsFor: readonly string[];
}

/** The services wave by wave; those that the operation leaves out are not drawn. */
export function waves({ graph, services, serviceConnect }: Model): PicturedService[] {
  const drawn = services.filter(({ leftOut }) => !leftOut).map(({ resource }) => resource);
  const order = new Order(new Edges(graph), drawn);
  const behind = drawn.map((service) => order.awaited(service));
  const wave: number[] = [];
  // Whatever a service waits for waits for less than the service does.
  const byNumber = [...drawn.keys()].sort(
    (one, other) => (behind[one]?.length ?? 0) - (behind[other]?.length ?? 0),
  );
  for (const place of byNumber)
    wave[place] = (behind[place] ?? []).reduce(
      (last, awaited) => Math.max(last, (wave[awaited] ?? 0) + 1),
      0,
    );
  const parts = new Map(serviceConnect.services.map(({ resource, part }) => [resource, part.kind]));
  return drawn
    .map((resource, place): PicturedService => {
      const part = parts.get(resource) ?? "none";
      return {
        urn: resource.urn,
        name: resource.name,
        part: part === "undetermined" ? "unclear" : part,
        wave: wave[place] ?? 0,
        waitsFor: nearest(behind[place] ?? [], wave, behind).flatMap((awaited) => drawn[awaited]?.urn ?? []),
      };
    })
    .sort((one, other) => one.wave - other.wave || (one.urn < other.urn ? -1 : 1));
}

/** Of all that something waits for, what it does not wait for by way of another. */
function nearest(
  awaited: readonly number[],
  wave: readonly number[],
  behind: readonly (readonly number[])[],
): number[] {
  const passed = new Set<number>();
  return [...awaited]
    .sort((one, other) => (wave[other] ?? 0) - (wave[one] ?? 0) || one - other)
    .filter((place) => {
      if (passed.has(place)) return false;
      for (const farther of behind[place] ?? []) passed.add(farther);
      return true;
    });
}
