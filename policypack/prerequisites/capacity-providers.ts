/**
 * AWS takes no service with a capacity provider that its cluster does not have, and a new cluster has none, not even
 * Fargate's (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-capacity-providers.html).
 */
import type { Service } from "../ecs/services";
import { type PrerequisiteRow, serviceRows } from "../needs/prerequisite-rows";
import { Called } from "../stack/called";
import { type Graph, meant } from "../stack/graph";
import { addTo } from "../stack/lists";
import { holdsUnknown } from "../stack/properties";
import type { Resource } from "../stack/resources";
import { clusterType } from "../stack/types";
import { existsAlready, interpret, list, object, read, sourceOf, sourceUrns, text } from "../stack/values";
import type { Waits } from "../stack/waiting";
import type { InTime } from "./in-time";
import type { Reader, Unmet } from "./unmet";

export const associationType = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders";
const providerType = "aws:ecs/capacityProvider:CapacityProvider";

/** Those of Fargate, by name, or one that the stack makes. */
type Provider = "FARGATE" | "FARGATE_SPOT" | Resource;

export function capacityProviders(graph: Graph, waits: Waits, inTime: InTime): Reader {
  const clusters = new Called(graph, { [clusterType]: ["arn", "name"] });
  const providers = new Called(graph, { [providerType]: ["arn", "name"] });

  const clusterOf = (holder: Resource, property: string): Resource | undefined =>
    clusters.meant(holder, property, read(holder, "inputs", [property], text))?.resource;

  const associations = new Map<Resource, Resource[]>();
  let isOpen = false;
  for (const association of graph.ofType(associationType)) {
    const cluster = clusterOf(association, "clusterName");
    if (cluster) addTo(associations, cluster, association);
    else isOpen ||= read(association, "inputs", ["clusterName"], text).kind === "unknown";
  }

  /** Which provider a name means; undefined where it is made elsewhere, or by itself in its cluster. */
  const provider = (holder: Resource, property: string, name: string): Provider | undefined => {
    if (name === "FARGATE" || name === "FARGATE_SPOT") return name;
    return providers.only(holder, property, name);
  };

  /** The providers that a service names and that its cluster has only once they are associated with it. */
  const namedBy = ({ resource }: Service): Provider[] => {
    const property = "capacityProviderStrategies";
    const strategies = read(resource, "inputs", [property], list);
    if (strategies.kind !== "known") return [];
    const found = strategies.value.flatMap((entry) => {
      const source = sourceOf(resource, property);
      const strategy = interpret(entry, object, source);
      if (strategy.kind !== "known") return [];
      const name = interpret(strategy.value.capacityProvider, text, source);
      if (name.kind === "known") return provider(resource, property, name.value) ?? [];
      // Behind a packaged component stands every provider inside.
      const behind = graph.behindOfType(sourceUrns(name), providerType);
      const isPackaged = behind.some(({ packaged }) => packaged);
      return (isPackaged ? (meant(behind, 1) ?? []) : behind).map(({ resource: one }) => one);
    });
    return [...new Set(found)].filter((one) => typeof one === "string" || !joinsByItself(one));
  };

  /** The providers that an association lists; undefined where one of them may be any. */
  const listedBy = (association: Resource): readonly Provider[] | undefined => {
    const property = "capacityProviders";
    const names = read(association, "inputs", [property], list);
    if (names.kind !== "known") return names.kind === "absent" ? [] : undefined;
    const edges = association.propertyDependencies.get(property) ?? [];
    const behind = graph.behindOfType(edges, providerType).map(({ resource }) => resource);
    const known = names.value.flatMap((name) => {
      const one = interpret(name, text, sourceOf(association, property));
      return one.kind === "known" ? (provider(association, property, one.value) ?? []) : [];
    });
    const unknown = names.value.filter((name) => holdsUnknown(name));
    if (unknown.length > behind.filter((one) => !known.includes(one)).length) return undefined;
    return [...known, ...behind];
  };

  const isLacking = (named: readonly Provider[], by: readonly Resource[]): boolean => {
    const listed = by.map(listedBy);
    if (listed.includes(undefined)) return false;
    return named.some((one) => !listed.some((names) => names?.includes(one)));
  };

  return (service) => {
    const { resource } = service;
    const named = namedBy(service);
    const subject = named.length > 0 ? clusterOf(resource, "cluster") : undefined;
    if (!subject) return [];
    const by = associations.get(subject) ?? [];
    const lacks = (
      row: Required<Pick<PrerequisiteRow, "lacking">> & PrerequisiteRow,
      certainty: "proven" | "presumed",
    ): Unmet[] => [{ service, subject, row, kind: row.lacking.kind, unawaited: [], certainty }];
    if (by.length === 0) {
      const mayHaveThem = isOpen || existsAlready(subject) || inTime.othersReach(subject);
      return mayHaveThem ? [] : lacks(serviceRows.capacity, "presumed");
    }
    const lacked = !isOpen && isLacking(named, by) ? lacks(serviceRows.listedCapacity, "proven") : [];
    // One that exists may be about to get a provider: of those that exist, too, nothing tells that.
    const isThere = (association: Resource) =>
      waits.for(resource, association) ||
      (existsAlready(association)
        ? named.every((one) => typeof one === "string" || existsAlready(one))
        : inTime.isThere(resource, association));
    if (by.some(isThere)) return lacked;
    const row = serviceRows.capacity;
    // A cluster that exists may have been given them by hand.
    const certainty =
      existsAlready(subject) && by.every((one) => !existsAlready(one)) ? "presumed" : "proven";
    return [...lacked, { service, subject, row, kind: row.late.kind, unawaited: by, certainty }];
  };
}

/** Those with managed instances name their cluster, and are in it once they are made. */
function joinsByItself({ inputs }: Resource): boolean {
  return [inputs.cluster, inputs.managedInstancesProvider].some(
    (property) => property !== undefined && property !== null,
  );
}
