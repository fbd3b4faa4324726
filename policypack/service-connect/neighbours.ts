/** Which services share a namespace, which call which, and which wait for which. */
import { type Mentions, mentionsIn } from "../ecs/named-hosts";
import { byUrn } from "../ecs/services";
import type { TaskDefinition } from "../ecs/task-definitions";
import type { Graph } from "../stack/graph";
import { addTo } from "../stack/lists";
import type { Resource } from "../stack/resources";
import type { Waiter } from "../stack/wait-code";
import { type Edges, type Members, Order, Waits } from "../stack/waiting";
import type { Alias } from "./endpoints";
import { areNamedApart, namespaceKey, sameNamespace } from "./namespaces";
import type { Participant } from "./participants";

/** The services of one namespace that offer something, or may do so. */
interface Group {
  readonly services: readonly Participant[];
  /** Those that are servers for certain, and how many they are. */
  readonly servers: Members;
  readonly count: number;
  readonly perhaps: Members;
  /** The names and ports that they offer, as far as they are known. */
  readonly offers: ReadonlySet<string>;
  /** Whether a name of one of them is not known. */
  readonly hasNameless: boolean;
  /** Servers that AWS does not have yet. */
  readonly news: readonly Participant[];
}

/** Servers that are new in this update, in the namespace of a service that exists. */
export interface NewServers {
  /** Those that are in its namespace for certain. */
  readonly certain: readonly Participant[];
  /** Those that its containers name. */
  readonly called: readonly Participant[];
}

/** Services that a service does not wait for. */
export interface Unawaited {
  /** Servers of its namespace. */
  readonly servers: readonly Participant[];
  /** Services of which it cannot be told whether they are servers of its namespace. */
  readonly perhaps: readonly Participant[];
  /** Whether it waits for another server of its namespace; undefined where it waits for what may be one. */
  readonly waitsForSome: boolean | undefined;
  /** Whether a server of its namespace has a name that is not known: whatever the service calls may be that one. */
  readonly hasNameless: boolean;
}

type Certainty = "proven" | "presumed";

interface Host extends Pick<Alias, "port" | "portIsOpen"> {
  readonly server: Participant;
}

/** Which servers go by which host names. */
interface Hosts {
  /** By the name in lower case, with the port that goes with it where that is known. */
  readonly byName: ReadonlyMap<string, readonly Host[]>;
  /** Those that have a name that is not known. */
  readonly unclear: ReadonlySet<Participant>;
}

export class ServiceConnect {
  private readonly order: Order;
  private readonly each: Waits;
  private readonly groups: ReadonlyMap<string, Group>;
  /** Those whose namespace this stack does not make: only they may be one that goes by another name. */
  private readonly elsewhere: readonly Group[];
  private readonly byUrn: ReadonlyMap<string, Participant>;
  private readonly hosts: Hosts;
  private readonly mentions = new Map<TaskDefinition, Mentions>();
  private readonly named = new Map<TaskDefinition, ReadonlyMap<Participant, Certainty>>();

  /** In the order of their URNs. */
  readonly services: readonly Participant[];

  constructor(
    private readonly graph: Graph,
    edges: Edges,
    all: readonly Participant[],
  ) {
    const services = [...all].sort(byUrn);
    this.services = services;
    this.order = new Order(
      edges,
      services.map(({ resource }) => resource),
    );
    this.each = new Waits(graph, edges);
    this.byUrn = new Map(services.map((service) => [service.resource.urn, service]));
    const byNamespace = new Map<string, Participant[]>();
    for (const service of services) {
      if (service.part.kind !== "client-only") addTo(byNamespace, namespaceKey(service.namespace), service);
    }
    this.hosts = hostsOf(services);
    this.groups = new Map([...byNamespace].map(([key, group]) => [key, this.groupOf(group)]));
    this.elsewhere = [...this.groups.values()].filter(
      ({ services: [first] }) => first?.namespace.kind !== "stack",
    );
  }

  private groupOf(services: readonly Participant[]): Group {
    const members = (of: readonly Participant[]) => this.order.members(of.map(({ resource }) => resource));
    return {
      services,
      servers: members(services.filter(isServer)),
      count: services.filter(isServer).length,
      perhaps: members(services.filter((service) => !isServer(service))),
      offers: new Set(services.flatMap(offersOf)),
      hasNameless: services.some((service) => this.hosts.unclear.has(service)),
      news: services.filter((service) => isServer(service) && !service.exists),
    };
  }

  waits(waiting: Participant, awaited: Participant): boolean {
    return this.order.waits(waiting.resource, awaited.resource);
  }

  /**
   * What a service can wait for: for a component where nothing in it comes after the service, nor is another client,
   * which may have to wait for what is around this one.
   */
  waiter({ resource }: Participant): Waiter {
    const isClient = ({ urn }: Resource) => this.byUrn.get(urn)?.part.kind === "client-only";
    return {
      graph: this.graph,
      waiting: resource,
      canAwait: (component) =>
        !this.graph.inside(component.urn).some(isClient) && !this.each.fromInside(component, resource),
      comesAfterInside: (component, other) => this.each.forInside(other, component),
    };
  }

  /** What there is in a service's namespace, for which it does not wait. */
  unawaitedBy(service: Participant): Unawaited {
    const servers: Participant[] = [];
    const perhaps: Participant[] = [];
    const around = this.around(service);
    let all = 0;
    let others = 0;
    for (const { group, isSame } of around) {
      if (isSame) all += group.count - (isServer(service) ? 1 : 0);
      others += group.services.filter((other) => other !== service).length;
      const addThose = (list: Participant[], members: Members) => {
        for (const place of this.order.unawaited(service.resource, members)) {
          const other = this.services[place];
          if (other) list.push(other);
        }
      };
      addThose(isSame ? servers : perhaps, group.servers);
      addThose(perhaps, group.perhaps);
    }
    // AWS gives a name and port to one server of a namespace: another one that has them is in another namespace.
    const isOffered = (offer: string) =>
      around.some(({ group, isSame }) => isSame && group.offers.has(offer));
    return {
      servers,
      waitsForSome: all > servers.length || (others > servers.length + perhaps.length ? undefined : false),
      hasNameless: around.some(({ group, isSame }) => isSame && group.hasNameless),
      perhaps: perhaps.filter(
        (other) => !offersOf(other).some(isOffered) && !areNamedApart(service.namespace, other.namespace),
      ),
    };
  }

  newServersOf(client: Participant): NewServers {
    const around = this.around(client);
    const newsOf = (groups: typeof around) =>
      groups.flatMap(({ group }) => group.news).filter((other) => other !== client);
    return {
      certain: newsOf(around.filter(({ isSame }) => isSame)),
      called: this.calledBy(client, newsOf(around)),
    };
  }

  /** Whether no other service can be a server of a service's namespace. */
  isAlone(service: Participant): boolean {
    return this.around(service).every(({ group }) => group.services.every((other) => other === service));
  }

  /** The groups that are in the service's namespace, or may be. */
  private around(service: Participant): { group: Group; isSame: boolean }[] {
    const own = this.groups.get(namespaceKey(service.namespace));
    const candidates =
      service.namespace.kind === "stack"
        ? [...(own ? [own] : []), ...this.elsewhere]
        : [...this.groups.values()];
    return candidates.flatMap((group) => {
      const [first] = group.services;
      const isSame = first && sameNamespace(service.namespace, first.namespace);
      return first === undefined || isSame === false ? [] : [{ group, isSame: isSame === true }];
    });
  }

  /**
   * Whether a caller's containers hold a host name of a server as a whole; undefined where they, or the name,
   * are not known.
   */
  calls(caller: Participant, server: Participant): boolean | undefined {
    if (server.part.kind !== "client-server" || caller.taskDefinition === undefined) return undefined;
    if (this.namedIn(caller.taskDefinition).has(server)) return true;
    return this.mentionsIn(caller.taskDefinition).areAll && !this.hosts.unclear.has(server)
      ? false
      : undefined;
  }

  /** How certain a call is of which the containers tell: presumed where they name a port and the server's is not known. */
  certaintyOfCall({ taskDefinition }: Participant, server: Participant): Certainty {
    return (taskDefinition && this.namedIn(taskDefinition).get(server)) ?? "proven";
  }

  /** Those of some services that are servers, deployed, and called by the caller's containers. */
  calledBy({ taskDefinition }: Participant, services: readonly Participant[]): Participant[] {
    const named = taskDefinition && this.namedIn(taskDefinition);
    return named && named.size > 0 ? services.filter((other) => !other.leftOut && named.has(other)) : [];
  }

  /** Whether a service calls any server, be it itself. */
  callsSome({ taskDefinition }: Participant): boolean {
    return taskDefinition !== undefined && this.namedIn(taskDefinition).size > 0;
  }

  /** The services that call each server for certain, itself left out; a server that is not deployed has none. */
  callersOfEach(): ReadonlyMap<Participant, readonly Participant[]> {
    const callers = new Map<Participant, Participant[]>();
    for (const caller of this.services) {
      if (!caller.taskDefinition) continue;
      for (const [server, certainty] of this.namedIn(caller.taskDefinition)) {
        if (server !== caller && !server.leftOut && certainty === "proven") addTo(callers, server, caller);
      }
    }
    return callers;
  }

  /** The servers of which the containers hold a host name as a whole. */
  private namedIn(definition: TaskDefinition): ReadonlyMap<Participant, Certainty> {
    const known = this.named.get(definition);
    if (known) return known;
    const named = new Map<Participant, Certainty>();
    for (const [host, ports] of this.mentionsIn(definition).hosts) {
      for (const { server, port, portIsOpen } of this.hosts.byName.get(host) ?? []) {
        // A name without a port may go with a port that stands elsewhere.
        const isNamed = ports.has(port) || ports.has(undefined) || (port === undefined && !portIsOpen);
        if (isNamed) named.set(server, "proven");
        else if (portIsOpen && !named.has(server)) named.set(server, "presumed");
      }
    }
    this.named.set(definition, named);
    return named;
  }

  /** What may be host names in the containers of a service, as far as they are known. */
  hostsNamedBy({ taskDefinition }: Participant): Iterable<string> {
    return taskDefinition ? this.mentionsIn(taskDefinition).hosts.keys() : [];
  }

  private mentionsIn(definition: TaskDefinition): Mentions {
    const known = this.mentions.get(definition) ?? mentionsIn(definition);
    this.mentions.set(definition, known);
    return known;
  }
}

function hostsOf(services: readonly Participant[]): Hosts {
  const byName = new Map<string, Host[]>();
  const unclear = new Set<Participant>();
  for (const server of services) {
    if (server.part.kind !== "client-server") continue;
    for (const { host, port, portIsOpen } of server.part.endpoints.flatMap(({ aliases }) => aliases)) {
      if (host === undefined) unclear.add(server);
      else addTo(byName, host.toLowerCase(), { server, port, portIsOpen });
    }
  }
  return { byName, unclear };
}

/** The names and ports that a server offers, as far as they are known. */
function offersOf({ part }: Participant): string[] {
  const endpoints = part.kind === "client-server" ? part.endpoints : [];
  return endpoints.flatMap(({ aliases }) =>
    aliases.flatMap(({ host, port }) =>
      host === undefined || port === undefined ? [] : [`${host.toLowerCase()} ${port}`],
    ),
  );
}

/** Whether it offers something for certain once the operation is over. */
function isServer({ part, leftOut }: Participant): boolean {
  return part.kind === "client-server" && !leftOut;
}
