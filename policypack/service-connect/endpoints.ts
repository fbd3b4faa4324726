/** What a client-server service offers in Service Connect. */
import type { Property } from "../stack/properties";
import type { Resource } from "../stack/resources";
import { count, interpret, knownOr, list, object, sourceOf, text, type Value } from "../stack/values";
import { type Namespace, nameInAws } from "./namespaces";

/** One entry of `services` (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html). */
export interface Endpoint {
  /** The name of one port mapping of the service's containers. */
  readonly portName: Value<string>;
  /** The name of its Cloud Map service: the port's, where it has none of its own. */
  readonly discoveryName: Value<string>;
  /** What clients call it; of an entry without any, what an alias without a name of its own would be. */
  readonly aliases: readonly Alias[];
  /** Whether it is known to have none. */
  readonly lacksAlias: boolean;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectClientAlias.html */
export interface Alias {
  /** As the entry says it. */
  readonly dnsName: Value<string>;
  /** The host name that clients use, ECS's default included; undefined where it is not known. */
  readonly host: string | undefined;
  readonly port: number | undefined;
  /** Whether it has a port that is not known: one without a port AWS refuses. */
  readonly portIsOpen: boolean;
}

/** Of an alias that is not read. */
const nothing = { host: undefined, port: undefined, portIsOpen: false } as const;

/** Reads one entry of `services` of a service that is in a namespace. */
export function endpointOf(resource: Resource, entry: Property, namespace: Namespace): Endpoint {
  const source = sourceOf(resource, "serviceConnectConfiguration");
  const offered = interpret(entry, object, source);
  if (offered.kind !== "known") {
    const unread: Value<string> =
      offered.kind === "absent" ? { kind: "malformed", expected: "an object" } : offered;
    return {
      portName: unread,
      discoveryName: unread,
      aliases: [{ dnsName: unread, ...nothing }],
      lacksAlias: false,
    };
  }
  const portName = interpret(offered.value.portName, text, source);
  const own = interpret(offered.value.discoveryName, text, source);
  const discoveryName = own.kind === "absent" ? portName : own;
  const zone = nameInAws(namespace);
  const name = knownOr(discoveryName, undefined);
  const byDefault = name === undefined || zone === undefined ? undefined : `${name}.${zone}`;
  const aliasOf = (member: Property): Alias => {
    const alias = interpret(member, object, source);
    if (alias.kind === "absent") return { dnsName: alias, ...nothing, host: byDefault };
    if (alias.kind !== "known") return { dnsName: alias, ...nothing };
    const dnsName = interpret(alias.value.dnsName, text, source);
    const host = dnsName.kind === "absent" ? byDefault : knownOr(dnsName, undefined);
    const port = interpret(alias.value.port, count, source);
    return { dnsName, host, port: knownOr(port, undefined), portIsOpen: port.kind === "unknown" };
  };
  const listed = interpret(offered.value.clientAlias, list, source);
  const members: readonly Property[] =
    listed.kind === "known" && listed.value.length > 0 ? listed.value : [asOne(offered.value.clientAlias)];
  return {
    portName,
    discoveryName,
    aliases: members.map(aliasOf),
    lacksAlias: members.every((member) => member === undefined || member === null),
  };
}

/** An empty list is no alias; one that is given without the list around it is one. */
function asOne(aliases: Property): Property {
  return Array.isArray(aliases) ? undefined : aliases;
}
