/** The part that services have in Service Connect. */
import { propertyName } from "../code/words";
import type { Service } from "../ecs/services";
import type { Graph } from "../stack/graph";
import type { Resource } from "../stack/resources";
import { list, object, read, truth } from "../stack/values";
import { type Endpoint, endpointOf } from "./endpoints";
import { type Namespace, Namespaces } from "./namespaces";

/** What a service is in Service Connect (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html). */
export type Part =
  | { readonly kind: "none" }
  | { readonly kind: "client-only" }
  | { readonly kind: "client-server"; readonly endpoints: readonly Endpoint[] }
  /** In Service Connect or not, client or server: not known; the reason completes "it cannot be told …". */
  | { readonly kind: "undetermined"; readonly reason: string };

/** A service that is, or may be, in Service Connect. */
export interface Participant extends Service {
  readonly part: Part;
  readonly namespace: Namespace;
}

/** Those of some services that are, or may be, in Service Connect. */
export function participants(graph: Graph, services: readonly Service[]): Participant[] {
  const namespaces = new Namespaces(graph);
  return services.flatMap((service) => {
    const namespace = namespaces.ofService(service.resource);
    const part = partOf(service.resource, namespace);
    return part.kind === "none" ? [] : [{ ...service, part, namespace }];
  });
}

function partOf(resource: Resource, namespace: Namespace): Part {
  const property = "serviceConnectConfiguration";
  const configuration = read(resource, "inputs", [property], object);
  const unclear = (what: string, fault: string): Part => {
    return {
      kind: "undetermined",
      reason: `${what} ${fault === "unknown" ? "is not known before the update" : fault}`,
    };
  };
  switch (configuration.kind) {
    case "absent":
      return { kind: "none" };
    case "unknown":
      return unclear(`\`${propertyName(property)}\``, "unknown");
    case "malformed":
      return unclear(`\`${propertyName(property)}\``, `is not ${configuration.expected}`);
  }
  const enabled = read(resource, "inputs", [property, "enabled"], truth);
  if (enabled.kind === "unknown") return unclear(`\`${propertyName(`${property}.enabled`)}\``, "unknown");
  if (enabled.kind === "malformed")
    return unclear(`\`${propertyName(`${property}.enabled`)}\``, `is not ${enabled.expected}`);
  if (enabled.kind === "absent" || !enabled.value) return { kind: "none" };
  const offered = read(resource, "inputs", [property, "services"], list);
  if (offered.kind === "unknown") return unclear(`\`${propertyName(`${property}.services`)}\``, "unknown");
  if (offered.kind === "malformed")
    return unclear(`\`${propertyName(`${property}.services`)}\``, `is not ${offered.expected}`);
  if (offered.kind === "absent" || offered.value.length === 0) return { kind: "client-only" };
  return {
    kind: "client-server",
    endpoints: offered.value.map((entry) => endpointOf(resource, entry, namespace)),
  };
}
