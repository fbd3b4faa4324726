import type { Picture, Stack } from "../report/report";

/**
 * Which services wait for which. `awaited`: one waits for the other. `missing`: it ought to, and does not. `unseen`:
 * it ought to, and whether it does cannot be told.
 */
export type EdgeKind = "awaited" | "missing" | "unseen";

/** In the direction of time: from the service that comes first to the one that waits, or ought to. */
export interface Edge {
  readonly kind: EdgeKind;
  /** Index among the services of the picture. */
  readonly from: number;
  readonly to: number;
}

export function awaitedEdges({ services }: Picture): readonly Edge[] {
  const indices = indicesOf({ services });
  return services.flatMap(({ waitsFor }, to) =>
    waitsFor.flatMap((urn) => {
      const from = indices.get(urn);
      return from === undefined ? [] : [{ kind: "awaited" as const, from, to }];
    }),
  );
}

/** Those that findings miss, unless they are exempted; each pair of services once. */
export function missingEdges({ findings, picture }: Pick<Stack, "findings" | "picture">): readonly Edge[] {
  const indices = indicesOf(picture);
  const edges = new Map<string, Edge>();
  for (const { kind, exemption, places, why } of findings) {
    const to = indices.get(places[0].urn);
    if (exemption !== undefined || to === undefined) continue;
    for (const { urn, unawaited } of why) {
      const from = unawaited && urn !== undefined ? indices.get(urn) : undefined;
      if (from === undefined || from === to) continue;
      const key = `${from} ${to}`;
      if (kind === "question" && edges.has(key)) continue;
      edges.set(key, { kind: kind === "question" ? "unseen" : "missing", from, to });
    }
  }
  return [...edges.values()];
}

function indicesOf({ services }: Pick<Picture, "services">): ReadonlyMap<string, number> {
  return new Map(services.map(({ urn }, index) => [urn, index]));
}
