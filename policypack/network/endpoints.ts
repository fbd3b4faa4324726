/**
 * Endpoints by which a VPC reaches AWS without a way out
 * (https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html).
 */
import { Called } from "../stack/called";
import type { Graph } from "../stack/graph";
import type { Resource } from "../stack/resources";
import { hasLostEdges, read, text, truth } from "../stack/values";
import { endpointNameTypes, endpointType, vpcTypes } from "./types";

export interface Endpoint {
  readonly resource: Resource;
  /** Such as `ecr.api`; undefined where it is not known. */
  readonly service: string | undefined;
  readonly isGateway: boolean;
  /** Whether the names of the service lead to it: of a gateway routes do. */
  readonly hasNames: boolean;
}

export class Endpoints {
  private readonly byVpc = new Map<Resource | "any", Endpoint[]>();
  /** Whether this operation leaves out endpoints (`--target`): whose they are is not known. */
  readonly areLeftOut: boolean;

  constructor(graph: Graph) {
    this.areLeftOut = graph.leavesOut(endpointType);
    const named = namedByRecords(graph);
    const vpcs = new Called(graph, Object.fromEntries(vpcTypes.map((type) => [type, ["id"]])));
    for (const resource of graph.ofType(endpointType)) {
      const value = read(resource, "inputs", ["vpcId"], text);
      const vpc = vpcs.meant(resource, "vpcId", value)?.resource;
      const key = vpc ?? "any";
      // One for a VPC of another stack is for none of these.
      if (!vpc && value.kind === "known") continue;
      const endpoint = endpointOf(resource);
      const hasNames = endpoint.hasNames || named.has(resource);
      this.byVpc.set(key, [...(this.byVpc.get(key) ?? []), { ...endpoint, hasNames }]);
    }
  }

  /** Those of a VPC, and those that may be. */
  of(vpc: Resource): readonly Endpoint[] {
    return [...(this.byVpc.get(vpc) ?? []), ...(this.byVpc.get("any") ?? [])];
  }
}

/** Endpoints to which names lead that are resources of their own, or may be. */
function namedByRecords(graph: Graph): ReadonlySet<Resource> {
  const names = graph.ofType(...Object.keys(endpointNameTypes));
  // Such a value may be the name of any of them.
  if (names.some(hasLostEdges)) return new Set(graph.ofType(endpointType));
  const edges = names.flatMap(({ propertyDependencies }) => [...propertyDependencies.values()].flat());
  return new Set(graph.behindOfType(edges, endpointType).map(({ resource }) => resource));
}

function endpointOf(resource: Resource): Endpoint {
  const name = read(resource, "inputs", ["serviceName"], text);
  const type = read(resource, "inputs", ["vpcEndpointType"], text);
  const names = read(resource, "inputs", ["privateDnsEnabled"], truth);
  const isGateway = type.kind === "absent" || (type.kind === "known" && type.value === "Gateway");
  return {
    resource,
    service: name.kind === "known" ? serviceIn(name.value) : undefined,
    isGateway,
    hasNames:
      isGateway ||
      [type, names].some(({ kind }) => kind === "unknown") ||
      (names.kind === "known" && names.value),
  };
}

/** `com.amazonaws.<region>.ecr.api`, with other beginnings in other partitions. */
function serviceIn(name: string): string {
  return name.replace(/^(?:aws\.sagemaker\.|(?:cn\.)?com\.amazonaws\.)[a-z0-9-]+\./, "");
}
