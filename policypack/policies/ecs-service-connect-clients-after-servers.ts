/**
 * Rejects a client-only Service Connect service that does not wait for the client-server services of its
 * namespace: tasks resolve only the names that existed when their deployment was made
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html).
 */
import { propertyName } from "../code/words";
import { byUrn, namesOf } from "../ecs/services";
import type { Model } from "../model/model";
import type { StackRule } from "../model/rule";
import { type MissingWaits, missingWaits, type WaitDemands } from "../service-connect/missing-waits";
import { areNamedApart, isPresumed, labelOf } from "../service-connect/namespaces";
import type { Participant } from "../service-connect/participants";
import { isOutsideNamespaces } from "../service-connect/service-checks";
import { safeDeployment } from "../verdicts/best-practices";
import { choice, type PropertySchema, presumedSchema, type RawConfig, texts } from "../verdicts/config";
import {
  type Finding,
  inOrder,
  type Step,
  type Undetermined,
  unawaited,
  type Verdicts,
} from "../verdicts/findings";
import { groupBy, unique } from "../verdicts/groups";
import { type FindingKind, idOf, type QuestionKind } from "../verdicts/kinds";
import { lowerFirst } from "../verdicts/wording";
import { clientBeforeServersMessage } from "./ecs-service-connect-clients-after-servers.message";

const externalSchema: PropertySchema = {
  type: "array",
  title: "Served elsewhere",
  description:
    "Names or ARNs of namespaces whose client-server services are deployed by another stack, before this one; for the default namespace of a cluster made elsewhere, the cluster's name; for single services, the host names by which containers call them. `*` and `?` are wildcards.",
  default: [],
  items: {
    type: "string",
    title: "Namespace, cluster or host name",
    description: "A name or an ARN, or a pattern of them.",
    minLength: 1,
  },
};

const kinds = {
  clientWithoutServer: {
    id: "client-without-server/<server>",
    meaning: "the client does not wait for this server",
    evidence: "reported",
    sources: [
      "https://github.com/aws/containers-roadmap/issues/2692",
      "https://github.com/mreferre/yelb/issues/86",
      "https://github.com/TracecatHQ/tracecat/pull/2864",
      "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html",
    ],
  },
} as const satisfies Record<string, FindingKind>;

const questions = {
  partUnknown: {
    id: "part-unknown",
    meaning: "whether the service is a client or a server",
  },
  namespaceUnknown: {
    id: "namespace-unknown",
    meaning: "the client's namespace",
  },
  serverUnclear: {
    id: "server-unclear/<server>",
    meaning: "whether the client calls that service",
  },
  referencesUnknown: {
    id: "references-unknown/<server>",
    meaning: "whether the client's containers name that server (`servers: referenced`)",
  },
  orderUnseen: {
    id: "order-unseen/<server>",
    meaning: "client and server exist, and nothing makes the client come second in another environment",
  },
  namespaceByName: {
    id: "namespace-by-name",
    meaning: "the service gives the name of a DNS namespace, and others its ARN",
  },
  noServer: {
    id: "no-server",
    meaning: "no server of the client's namespace is in this stack",
  },
  noTasks: {
    id: "no-tasks",
    meaning: "the client runs no tasks, so its order does not matter yet",
  },
} as const satisfies Record<string, QuestionKind>;

export const ecsServiceConnectClientsAfterServers: StackRule = {
  name: "ecs-service-connect-clients-after-servers",
  displayName: "Service Connect clients wait for their servers",
  description:
    "A client-only Service Connect service waits for the client-server services of its namespace: its tasks resolve only names that exist when it is deployed.",
  rejects: "a client-only service that does not wait for the client-server services of its namespace",
  level: "mandatory",
  severity: "high",
  serves: safeDeployment,
  tags: ["ecs", "service-connect", "deployment-order"],
  remediation:
    "Let the client depend on the client-server services of the namespace, and have each of them wait for its steady state. Give a client that is deployed already a new deployment, too. Declare in `external` what another stack serves.",
  findings: Object.values(kinds),
  questions: Object.values(questions),
  configSchema: {
    servers: {
      type: "string",
      title: "Servers",
      description:
        "`auto` demands that a client waits for the client-server services of its namespace whose host names its containers hold and, where it waits for none, for every one; `all` demands every one always, `referenced` only those whose host names its containers hold.",
      enum: ["auto", "all", "referenced"],
      default: "auto",
    },
    clients: {
      type: "string",
      title: "Clients",
      description:
        "`new` rejects what makes a client before its servers, and lists a client that exists beside servers that exist; `all` rejects that as well.",
      enum: ["new", "all"],
      default: "new",
    },
    external: externalSchema,
    presumed: presumedSchema,
  },
  evaluate,
};

function evaluate(model: Model, raw: RawConfig): Verdicts {
  const demands: WaitDemands = {
    servers: choice(raw, "servers", ["auto", "all", "referenced"], "auto"),
    clients: choice(raw, "clients", ["new", "all"], "new"),
    external: texts(raw, "external", externalSchema),
  };
  const { services } = model.serviceConnect;
  // Made once for each server, and not for each of its clients.
  const ids = new Map(
    services.map((service) => [service, idOf(kinds.clientWithoutServer, service.resource.name)]),
  );
  const present = services.filter(({ leftOut }) => !leftOut);
  // What is wrong with the namespace itself ecs-service-connect-endpoints-are-valid says.
  const judged = present
    .filter((service) => service.part.kind === "client-only" && !isOutsideNamespaces(service))
    .map((client) => ({ client, waits: missingWaits(model.serviceConnect, client, demands) }));
  return {
    findings: inOrder(judged.flatMap(({ client, waits }) => findings(model, client, waits, ids))),
    undetermined: inOrder([
      ...present.flatMap(unclearPart),
      ...namedApart(present),
      ...judged.flatMap(({ client, waits }) => openQuestions(model, client, waits)),
    ]),
  };
}

function findings(
  { graph, serviceConnect }: Model,
  client: Participant,
  { missing, guessed, runsNoTasks }: MissingWaits,
  ids: ReadonlyMap<Participant, string>,
): Finding[] {
  if (missing.length === 0 || runsNoTasks) return [];
  const idFor = (server: Participant) => ids.get(server) ?? "";
  const isPresumedOfAll = client.mayWaitUnseen || client.desiredCountIsOpen || isPresumed(client);
  const certaintyFor = (server: Participant) =>
    isPresumedOfAll || isPresumed(server) || guessed.includes(server) ? "presumed" : "proven";
  // What is presumed of one server takes nothing from what is proven of another.
  return groupBy([...missing].sort(byUrn), certaintyFor).map((servers): Finding => {
    const [first] = servers;
    return {
      urn: client.resource.urn,
      ids: unique(servers.map(idFor)),
      certainty: certaintyFor(first),
      message: (left, _, code) => {
        const told = new Set(left);
        return clientBeforeServersMessage(
          {
            graph,
            client,
            servers: servers.filter((server) => told.has(idFor(server))),
            waitsForClient: (server) => serviceConnect.waits(server, client),
            waiter: serviceConnect.waiter(client),
          },
          code,
        );
      },
      why: ([place]) =>
        notAwaited(
          client,
          servers.filter((server) => place?.ids.includes(idFor(server))),
        ),
    };
  });
}

/** The servers for which a client does not wait, one by one. */
function notAwaited(client: Participant, servers: readonly Participant[]): Step[] {
  const { name, urn } = client.resource;
  return [
    {
      urn,
      text: `\`${name}\` is a client only: its tasks know the names that there are when it is deployed`,
    },
    ...servers.map(({ resource }) => unawaited(resource)),
  ];
}

function openQuestions(
  { partial }: Model,
  client: Participant,
  { runsNoTasks, past, perhapsCalled, unclear, hasNoServer }: MissingWaits,
): Undetermined[] {
  const { namespace } = client;
  const name = `Client-only service \`${client.resource.name}\``;
  const ask = (id: string, reason: string, settle: string): Undetermined => ({
    urn: client.resource.urn,
    ids: [id],
    reason: () => reason,
    settle,
  });
  if (runsNoTasks) {
    return [
      ask(
        idOf(questions.noTasks),
        `${name} runs no tasks, its \`${propertyName("desiredCount")}\` being 0: nothing fails before tasks are added, and those know only the names that there are when the service is deployed.`,
        "Make it wait for its servers, or deploy it again when it is to run tasks.",
      ),
    ];
  }
  const asked = [...pastOrder(client, past), ...perhapsReferenced(client, perhapsCalled)];
  if (namespace.kind === "undetermined") {
    if (!hasNoServer && unclear.length === 0) return asked;
    return [
      ...asked,
      ask(
        idOf(questions.namespaceUnknown),
        `${name} is in a namespace that cannot be told: ${namespace.reason}.`,
        `Pass the ARN or name output of the namespace's resource to \`${propertyName("serviceConnectConfiguration.namespace")}\`.`,
      ),
    ];
  }
  return [
    ...asked,
    ...unclear.map((other) =>
      ask(
        idOf(questions.serverUnclear, other.resource.name),
        `Whether ${lowerFirst(name)} calls \`${other.resource.name}\`, for which it does not wait: ${whyUnclear(other)}.`,
        `Make it wait: \`${propertyName("dependsOn")}\` with \`${other.resource.name}\`, or write the namespaces of both alike.`,
      ),
    ),
    ...(hasNoServer
      ? [
          ask(
            idOf(questions.noServer),
            `No client-server service of ${partial ? "what this operation deploys" : "this stack"} shares ${labelOf(namespace)} with ${lowerFirst(name)}: whether what it calls is deployed before it cannot be told.`,
            'If the servers are deployed by another stack, name the namespace, or their host names, in "external" in the configuration of this policy.',
          ),
        ]
      : []),
  ];
}

/** Servers that a client may call, for all that is known of its containers. */
function perhapsReferenced(client: Participant, servers: readonly Participant[]): Undetermined[] {
  if (servers.length === 0) return [];
  const { name, urn } = client.resource;
  const idFor = ({ resource }: Participant) => idOf(questions.referencesUnknown, resource.name);
  return [
    {
      urn,
      ids: unique(servers.map(idFor)),
      reason: (ids) =>
        `Whether client-only service \`${name}\` calls ${namesOf(servers.filter((server) => ids.includes(idFor(server))))}: its containers, or the name, are not known before the update.`,
      settle:
        'Make it wait for what it calls, or write the host name as plain text, or set "servers": "all".',
    },
  ];
}

/** What no preview tells: a client that is there works if it was deployed last, by chance or by hand. */
function pastOrder(client: Participant, past: readonly Participant[]): Undetermined[] {
  if (past.length === 0) return [];
  const { name, urn } = client.resource;
  const idFor = ({ resource }: Participant) => idOf(questions.orderUnseen, resource.name);
  return [
    {
      urn,
      ids: unique(past.map(idFor)),
      reason: (ids) =>
        `Whether client-only service \`${name}\` was deployed after ${namesOf(past.filter((server) => ids.includes(idFor(server))))}, for which nothing in this program makes it wait: where another environment deploys it first, its tasks never learn what they call.`,
      settle: `Add what it calls to its \`${propertyName("dependsOn")}\`, which changes nothing here. With "clients": "all" this is rejected.`,
      why: (ids) =>
        notAwaited(
          client,
          past.filter((server) => ids.includes(idFor(server))),
        ),
    },
  ];
}

/** Services that name a DNS namespace of this stack by its name, beside others that name it by its ARN. */
function namedApart(services: readonly Participant[]): Undetermined[] {
  const byResource = services.filter(({ namespace }) => namespace.kind === "stack");
  return services.flatMap((service) => {
    const { namespace, resource } = service;
    if (namespace.kind !== "name") return [];
    const others = byResource.filter((other) => areNamedApart(namespace, other.namespace));
    if (others.length === 0) return [];
    return [
      {
        urn: resource.urn,
        ids: [idOf(questions.namespaceByName)],
        reason: () =>
          `Whether \`${resource.name}\` is in one namespace with ${namesOf(others)}: it gives the name of a DNS namespace, under which ECS finds or makes another one of type HTTP, and they give its ARN.`,
        settle: `Pass the \`${propertyName("arn")}\` of the namespace's resource in all services.`,
      },
    ];
  });
}

function unclearPart({ resource, part }: Participant): Undetermined[] {
  if (part.kind !== "undetermined") return [];
  return [
    {
      urn: resource.urn,
      ids: [idOf(questions.partUnknown)],
      reason: () =>
        `Whether service \`${resource.name}\` is a client or a server in Service Connect: ${part.reason}.`,
      settle: `Write \`${propertyName("enabled")}\` and the list \`${propertyName("services")}\` as plain values; only what is inside may be an output.`,
    },
  ];
}

function whyUnclear({ part, namespace, leftOut }: Participant): string {
  if (leftOut) return "it is left out of this operation, and AWS does not have it";
  if (part.kind === "undetermined") return `whether that is a server is not known, because ${part.reason}`;
  return namespace.kind === "undetermined"
    ? `its namespace cannot be told, because ${namespace.reason}`
    : "whether the two are in one namespace cannot be told";
}
