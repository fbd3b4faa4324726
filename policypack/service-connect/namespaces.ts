/** Which Cloud Map namespace a Service Connect service is in, and whether two are one. */
import { propertyName } from "../code/words";
import { Called } from "../stack/called";
import type { Graph } from "../stack/graph";
import { regionOf } from "../stack/places";
import type { Resource } from "../stack/resources";
import { clusterType } from "../stack/types";
import { existsAlready, knownOr, object, read, sourceUrns, text, type Value } from "../stack/values";

const httpNamespaceType = "aws:servicediscovery/httpNamespace:HttpNamespace";
export const namespaceTypes = [
  httpNamespaceType,
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
  "aws:servicediscovery/publicDnsNamespace:PublicDnsNamespace",
];

/** Where names are looked up: one Region of one provider's account. */
export interface Place {
  readonly provider: string | undefined;
  /** The Region, or the provider that stands for it where the Region is not known. */
  readonly region: string;
  readonly regionIsKnown: boolean;
}

/** A namespace, by the way in which it was named. */
export type Namespace =
  | {
      readonly kind: "stack";
      readonly place: Place;
      readonly resource: Resource;
      readonly label: string;
      /** Presumed when the way to it leads through a packaged component. */
      readonly certainty: "proven" | "presumed";
    }
  | { readonly kind: "name"; readonly place: Place; readonly name: string; readonly label: string }
  | { readonly kind: "arn"; readonly place: Place; readonly arn: string; readonly label: string }
  /** The default of a cluster outside this stack. */
  | { readonly kind: "cluster"; readonly place: Place; readonly cluster: string; readonly label: string }
  /** None at all: neither the service names one, nor has its cluster, which this stack makes, a default. */
  | { readonly kind: "none"; readonly cluster: string }
  | { readonly kind: "undetermined"; readonly reason: string };

export class Namespaces {
  private readonly clusters: readonly Resource[];
  private readonly calledSo: Called;
  private readonly clustersCalledSo: Called;

  constructor(private readonly graph: Graph) {
    this.clusters = graph.ofType(clusterType);
    this.calledSo = new Called(
      graph,
      Object.fromEntries(namespaceTypes.map((type) => [type, ["arn", "name"]])),
    );
    this.clustersCalledSo = new Called(graph, { [clusterType]: ["arn", "name"] });
  }

  /** The namespace of a service that has Service Connect enabled. */
  ofService(service: Resource): Namespace {
    const named = read(service, "inputs", ["serviceConnectConfiguration", "namespace"], text);
    if (named.kind !== "absent") {
      return this.resolve(
        service,
        "serviceConnectConfiguration",
        named,
        `\`${propertyName("namespace")}\` of its Service Connect configuration`,
      );
    }
    return this.defaultOf(service, read(service, "inputs", ["cluster"], text));
  }

  /** The default namespace of the cluster that a service names. */
  private defaultOf(service: Resource, cluster: Value<string>): Namespace {
    const place = placeOf(service);
    const outside = (name: string): Namespace => {
      return { kind: "cluster", place, cluster: name, label: `the default namespace of cluster \`${name}\`` };
    };
    if (cluster.kind === "absent") {
      const own = this.clusterNamed(service, "default");
      return own ? this.defaultIn(own) : outside("default");
    }
    if (cluster.kind === "known") {
      const own = this.clusterNamed(service, cluster.value);
      return own ? this.defaultIn(own) : outside(cluster.value.replace(/^arn:.*:cluster\//, ""));
    }
    const only = this.graph.onlyBehind(sourceUrns(cluster), clusterType);
    if (only) return this.defaultIn(only.resource, only.packaged);
    return {
      kind: "undetermined",
      reason: "it names no namespace, and its cluster is not known before the update",
    };
  }

  /** The cluster of this stack with that ARN or name, also while its ARN is not known yet. */
  private clusterNamed(service: Resource, arnOrName: string): Resource | undefined {
    const called = this.clustersCalledSo.only(service, "cluster", arnOrName);
    const [, region, name] = /^arn:[^:]*:ecs:([^:]*):[^:]*:cluster\/(.+)$/.exec(arnOrName) ?? [];
    if (called || name === undefined) return called;
    return this.clusters.find((cluster) => {
      const isNamedSo = knownOr(read(cluster, "outputs", ["name"], text), undefined) === name;
      return isNamedSo && hasNoArnYet(cluster) && [undefined, region].includes(regionOf(cluster));
    });
  }

  private defaultIn(cluster: Resource, packaged = false): Namespace {
    const defaults = read(cluster, "inputs", ["serviceConnectDefaults"], object);
    const named = read(cluster, "inputs", ["serviceConnectDefaults", "namespace"], text);
    if (defaults.kind === "absent" || named.kind === "absent") {
      if (!existsAlready(cluster) && !packaged) return { kind: "none", cluster: cluster.name };
      // To one that exists somebody may have given a default outside of Pulumi.
      return {
        kind: "undetermined",
        reason: `it names no namespace, and cluster \`${cluster.name}\` has no default`,
      };
    }
    const found = this.resolve(
      cluster,
      "serviceConnectDefaults",
      named,
      `the default namespace of cluster \`${cluster.name}\``,
    );
    return packaged && found.kind === "stack" ? { ...found, certainty: "presumed" } : found;
  }

  private resolve(resource: Resource, property: string, value: Value<string>, what: string): Namespace {
    const place = placeOf(resource);
    if (value.kind === "known") {
      const isArn = value.value.startsWith("arn:");
      const own = this.calledSo.only(resource, property, value.value);
      if (own && !isArn && isOfDns(own))
        return { kind: "name", place, name: value.value, label: `namespace \`${value.value}\`` };
      if (own) return this.ofStack(own);
      return isArn
        ? { kind: "arn", place, arn: value.value, label: "a namespace made elsewhere" }
        : { kind: "name", place, name: value.value, label: "a namespace made elsewhere" };
    }
    const only = this.graph.onlyBehind(sourceUrns(value), ...namespaceTypes);
    if (only) return this.ofStack(only.resource, only.packaged);
    const fault = value.kind === "malformed" ? `is not ${value.expected}` : "is not known before the update";
    return { kind: "undetermined", reason: `${what} ${fault}` };
  }

  private ofStack(resource: Resource, packaged = false): Namespace {
    return {
      kind: "stack",
      place: placeOf(resource),
      resource,
      label: `namespace \`${nameOf(resource)}\``,
      certainty: packaged ? "presumed" : "proven",
    };
  }
}

/** Whether it has a name in DNS beside its name in Cloud Map. */
function isOfDns({ type }: Resource): boolean {
  return type !== httpNamespaceType;
}

/**
 * Whether one goes by the ARN of a DNS namespace and the other by its name: under the name ECS finds, or makes, one of
 * type HTTP (https://github.com/aws/aws-cdk/issues/25616).
 */
export function areNamedApart(one: Namespace, other: Namespace): boolean {
  const [stack, named] = one.kind === "stack" ? [one, other] : [other, one];
  return (
    stack.kind === "stack" &&
    named.kind === "name" &&
    isOfDns(stack.resource) &&
    sameNamespace(stack, named) === undefined
  );
}

/** The namespace's name in AWS; the logical name where that is not known. */
export function nameOf(namespace: Resource): string {
  return knownOr(read(namespace, "outputs", ["name"], text), namespace.name);
}

/** How messages call a namespace. */
export function labelOf(namespace: Namespace): string {
  return namespace.kind === "undetermined" || namespace.kind === "none" ? "its namespace" : namespace.label;
}

/** The namespace's name, where it is known. */
export function nameInAws(namespace: Namespace): string | undefined {
  if (namespace.kind === "name") return namespace.name;
  if (namespace.kind !== "stack") return undefined;
  return knownOr(read(namespace.resource, "outputs", ["name"], text), undefined);
}

/** A text that is equal for namespaces that are the same for certain. */
export function namespaceKey(namespace: Namespace): string {
  switch (namespace.kind) {
    case "stack":
      return namespace.resource.urn;
    case "arn":
      return namespace.arn;
    case "name":
      return nameKey(namespace.place, namespace.name);
    case "cluster":
      return nameKey(namespace.place, `cluster ${namespace.cluster}`);
    case "none":
      return "none";
    case "undetermined":
      return "undetermined";
  }
}

/** Whether two namespaces are one; undefined where that cannot be told. */
export function sameNamespace(one: Namespace, other: Namespace): boolean | undefined {
  if (one.kind === "none" || other.kind === "none") return false;
  if (one.kind === "undetermined" || other.kind === "undetermined") return undefined;
  if (namespaceKey(one) === namespaceKey(other)) return true;
  if (differentRegions(one.place, other.place)) return false;
  // What this stack is about to create, no ARN and no cluster elsewhere can name already.
  if (one.kind === "stack" && other.kind === "stack") return false;
  if (one.kind === "stack" || other.kind === "stack") {
    const [stack, outside] = one.kind === "stack" ? [one, other] : [other, one];
    if (stack.kind !== "stack") return undefined;
    if (outside.kind === "name") return outside.name === nameOf(stack.resource) ? undefined : false;
    return outside.kind === "arn" || !existsAlready(stack.resource) ? false : undefined;
  }
  if (one.kind === "arn" && other.kind === "arn") return false;
  if (one.kind === "name" && other.kind === "name" && one.name !== other.name) return false;
  return undefined;
}

/** How certain it is that two services which go for neighbours are in one namespace. */
export function togetherness(one: Namespace, other: Namespace): "proven" | "presumed" {
  const arePresumed = [one, other].some((namespace) => isPresumed({ namespace }));
  return arePresumed || sameNamespace(one, other) !== true ? "presumed" : "proven";
}

/** Whether the way to a service's namespace leads through a packaged component. */
export function isPresumed({ namespace }: { readonly namespace: Namespace }): boolean {
  return namespace.kind === "stack" && namespace.certainty === "presumed";
}

/** Where a resource's names are looked up. */
export function placeOf(resource: Resource): Place {
  const input = read(resource, "inputs", ["region"], text);
  const region = regionOf(resource);
  const { provider } = resource;
  return region === undefined
    ? {
        provider,
        region: `region of ${input.kind === "absent" ? provider : resource.urn}`,
        regionIsKnown: false,
      }
    : { provider, region, regionIsKnown: true };
}

/** One provider means one account: a name is compared only within it. */
function nameKey(place: Place, name: string): string {
  return `${place.provider} ${place.region} ${name}`;
}

function differentRegions(one: Place, other: Place): boolean {
  return one.regionIsKnown && other.regionIsKnown && one.region !== other.region;
}

function hasNoArnYet(cluster: Resource): boolean {
  return read(cluster, "outputs", ["arn"], text).kind !== "known";
}

/** The texts by which configuration can name a namespace; a cluster's name stands for its default. */
export function namespaceTexts(namespace: Namespace): string[] {
  switch (namespace.kind) {
    case "stack": {
      const arn = read(namespace.resource, "outputs", ["arn"], text);
      return [nameOf(namespace.resource), ...(arn.kind === "known" ? [arn.value] : [])];
    }
    case "name":
      return [namespace.name];
    case "arn":
      return [namespace.arn];
    case "cluster":
      return [namespace.cluster];
    case "none":
    case "undetermined":
      return [];
  }
}
