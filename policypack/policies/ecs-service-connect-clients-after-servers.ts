/**
 * Rejects a client-only Service Connect service that does not wait for the client-server services of its
 * namespace: tasks resolve only the names that existed when their deployment was made
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html).
 */
import { matches } from "../iam/globs";
import { choice, type PropertySchema, presumedSchema, type RawConfig, texts } from "../model/config";
import { type Finding, idPart, inOrder, type Undetermined, type Verdicts } from "../model/findings";
import type { Model } from "../model/model";
import { namespaceKey, namespaceTexts, sameNamespace } from "../model/namespaces";
import type { StackRule } from "../model/rule";
import type { Service } from "../model/services";
import { textsOf } from "../model/task-definitions";
import { clientBeforeServersMessage } from "./ecs-service-connect-clients-after-servers.message";

const externalSchema: PropertySchema = {
  type: "array",
  title: "Namespaces served elsewhere",
  description:
    "Names or ARNs of namespaces whose client-server services are deployed by another stack, before this one; for the default namespace of a cluster made elsewhere, the cluster's name. `*` and `?` are wildcards.",
  default: [],
  items: { type: "string", description: "A name or an ARN, or a pattern of them.", minLength: 1 },
};

export const ecsServiceConnectClientsAfterServers: StackRule = {
  name: "ecs-service-connect-clients-after-servers",
  displayName: "Service Connect clients wait for their servers",
  description:
    "A client-only Service Connect service waits for the client-server services of its namespace: its tasks resolve only names that exist when it is deployed.",
  level: "mandatory",
  severity: "high",
  configSchema: {
    servers: {
      type: "string",
      title: "Servers",
      description:
        "`all` demands that a client waits for every client-server service of its namespace, `referenced` only for those whose host names its containers hold.",
      enum: ["all", "referenced"],
      default: "all",
    },
    external: externalSchema,
    presumed: presumedSchema,
  },
  evaluate,
};

interface Config {
  readonly servers: "all" | "referenced";
  readonly external: readonly string[];
}

function evaluate(model: Model, raw: RawConfig): Verdicts {
  const config: Config = {
    servers: choice(raw, "servers", ["all", "referenced"], "all"),
    external: texts(raw, "external", externalSchema),
  };
  const waits = model.graph.waits(model.services.map(({ resource }) => resource));
  const others = othersByNamespace(model.services);
  const findings: Finding[] = [];
  const undetermined: Undetermined[] = [];
  for (const service of model.services) {
    if (service.leftOut) continue;
    if (service.part.kind === "undetermined") undetermined.push(unclearPart(service, service.part.reason));
    if (service.part.kind !== "client-only") continue;
    const { same, unclear } = others.around(service);
    const unawaited = (list: readonly Service[]) =>
      list.filter((other) => !waits(service.resource, other.resource));
    const verdict = judge(service, {
      alone: same.length === 0 && unclear.length === 0,
      missing: unawaited(same),
      unclear: unawaited(unclear),
      config,
      partial: model.partial,
    });
    undetermined.push(...verdict.undetermined);
    if (verdict.missing.length === 0) continue;
    const servers = [...verdict.missing].sort((a, b) => (a.resource.urn < b.resource.urn ? -1 : 1));
    findings.push({
      urn: service.resource.urn,
      ids: [...new Set(servers.map(idOf))],
      certainty: [service, ...servers].some(isPresumed) ? "presumed" : "proven",
      message: (ids) =>
        clientBeforeServersMessage({
          graph: model.graph,
          client: service,
          servers: servers.filter((server) => ids.includes(idOf(server))),
          waitsForClient: (server) => waits(server.resource, service.resource),
        }),
    });
  }
  return { findings: inOrder(findings), undetermined: inOrder(undetermined) };
}

function idOf({ resource }: Service): string {
  return `client-without-server/${idPart(resource.name)}`;
}

/** Whether the way to the service's namespace leads through a packaged component. */
function isPresumed({ namespace }: Service): boolean {
  return namespace.kind === "stack" && namespace.certainty === "presumed";
}

interface Surroundings {
  /** Whether no service of the stack can be a server of the client's namespace. */
  readonly alone: boolean;
  /** The client-server services of its namespace that it does not wait for. */
  readonly missing: readonly Service[];
  /** Services that may be servers of its namespace and that it does not wait for. */
  readonly unclear: readonly Service[];
  readonly config: Config;
  readonly partial: boolean;
}

function judge(client: Service, { alone, missing, unclear, config, partial }: Surroundings) {
  const undetermined: Undetermined[] = [];
  const leave = (id: string, reason: string, settle: string) =>
    undetermined.push({ urn: client.resource.urn, ids: [id], reason: () => reason, settle });
  const name = `Client-only service \`${client.resource.name}\``;

  if (client.desiredCount === 0 && missing.length > 0) {
    leave(
      "no-tasks",
      `${name} runs no tasks (\`desiredCount\` is 0), so whether it waits for its servers matters only once it does.`,
      "Make it wait for its servers all the same: the names are fixed when it is deployed.",
    );
    return { missing: [], undetermined };
  }
  const { named, unknown } =
    config.servers === "referenced" ? referenced(client, missing) : { named: missing, unknown: [] };
  for (const server of unknown) {
    leave(
      `references-unknown/${idPart(server.resource.name)}`,
      `Whether ${lowerFirst(name)} calls \`${server.resource.name}\`: its containers, or the name, are not known before the update.`,
      'Make it wait for the server, or write the host name as plain text, or set "servers": "all".',
    );
  }
  if (client.namespace.kind === "undetermined" && (alone || unclear.length > 0)) {
    leave(
      "namespace-unknown",
      `${name} is in a namespace that cannot be told: ${client.namespace.reason}.`,
      "Pass the ARN or name output of the namespace's resource to `serviceConnectConfiguration.namespace`.",
    );
    return { missing: named, undetermined };
  }
  for (const other of unclear) {
    leave(
      `server-unclear/${idPart(other.resource.name)}`,
      `Whether ${lowerFirst(name)} calls \`${other.resource.name}\`, for which it does not wait: ${whyUnclear(other)}.`,
      `Make it wait: \`dependsOn\` with \`${other.resource.name}\`, or write the namespaces of both alike.`,
    );
  }
  const servedElsewhere = namespaceTexts(client.namespace).some((text) =>
    config.external.some((pattern) => matches(pattern, text)),
  );
  if (alone && client.namespace.kind !== "undetermined" && !servedElsewhere) {
    leave(
      "no-server",
      `${name} has no client-server service of ${client.namespace.label} in ${partial ? "what this operation deploys" : "this stack"}; whether what it calls is deployed before it cannot be told.`,
      'If the servers are deployed by another stack, name the namespace in "external" in the configuration of this policy.',
    );
  }
  return { missing: named, undetermined };
}

/** The services other than a client's own that can be its servers, found by their namespaces. */
function othersByNamespace(services: readonly Service[]) {
  const groups = new Map<string, Service[]>();
  for (const service of services) {
    if (service.part.kind === "client-only") continue;
    const key = namespaceKey(service.namespace);
    const group = groups.get(key);
    if (group) group.push(service);
    else groups.set(key, [service]);
  }
  return {
    around(client: Service): { same: Service[]; unclear: Service[] } {
      const same: Service[] = [];
      const unclear: Service[] = [];
      for (const group of groups.values()) {
        const [first] = group;
        if (!first) continue;
        const isSame = sameNamespace(client.namespace, first.namespace);
        if (isSame === false) continue;
        for (const service of group) {
          const certain = isSame === true && service.part.kind === "client-server" && !service.leftOut;
          (certain ? same : unclear).push(service);
        }
      }
      return { same, unclear };
    },
  };
}

/** Which of the servers a client's containers name as a whole host name. */
function referenced(client: Service, servers: readonly Service[]): { named: Service[]; unknown: Service[] } {
  const containers = client.taskDefinition?.containers;
  if (containers?.kind !== "known") return { named: [], unknown: [...servers] };
  const hosts = new Set(containers.value.flatMap(textsOf).flatMap(hostNames));
  const named: Service[] = [];
  const unknown: Service[] = [];
  for (const server of servers) {
    const endpoints = server.part.kind === "client-server" ? server.part.endpoints : [];
    if (endpoints.some(({ host }) => host !== undefined && hosts.has(host.toLowerCase()))) named.push(server);
    else if (endpoints.some(({ host }) => host === undefined)) unknown.push(server);
  }
  return { named, unknown };
}

/** All parts of a text that can be host names, as a whole: `user-api.local` is not in `x.user-api.local`. */
function hostNames(text: string): string[] {
  return (text.toLowerCase().match(/[a-z0-9._-]+/g) ?? []).map((name) => name.replace(/^\.+|\.+$/g, ""));
}

function unclearPart({ resource }: Service, reason: string): Undetermined {
  return {
    urn: resource.urn,
    ids: ["part-unknown"],
    reason: () =>
      `Whether service \`${resource.name}\` is a client or a server in Service Connect: ${reason}.`,
    settle: "Write `enabled` and the list `services` as plain values; only what is inside may be an output.",
  };
}

function whyUnclear({ part, namespace, leftOut }: Service): string {
  if (leftOut) return "it is left out of this operation, and AWS does not have it";
  if (part.kind === "undetermined") return `whether that is a server is not known, because ${part.reason}`;
  return namespace.kind === "undetermined"
    ? `its namespace cannot be told, because ${namespace.reason}`
    : "whether the two are in one namespace cannot be told";
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
