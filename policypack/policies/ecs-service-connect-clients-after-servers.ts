/**
 * Rejects a client-only Service Connect service that does not wait for the client-server services of its
 * namespace: tasks resolve only the names that existed when their deployment was made
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html).
 */
import { byUrn } from "../ecs/services";
import { matches } from "../iam/globs";
import type { Model } from "../model/model";
import type { StackRule } from "../model/rule";
import { isPresumed, labelOf, namespaceTexts } from "../service-connect/namespaces";
import type { Participant } from "../service-connect/participants";
import { safeDeployment } from "../verdicts/best-practices";
import { choice, type PropertySchema, presumedSchema, type RawConfig, texts } from "../verdicts/config";
import { type Finding, inOrder, type Undetermined, type Verdicts } from "../verdicts/findings";
import { type FindingKind, idOf, type QuestionKind } from "../verdicts/kinds";
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
    "Add the client-server services of the namespace to the `dependsOn` of the client, with `waitForSteadyState: true` on each of them. Give a client that is deployed already a new deployment, too. Declare in `external` what another stack serves.",
  findings: Object.values(kinds),
  questions: Object.values(questions),
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
  const { serviceConnect } = model;
  const ids = new Map(
    serviceConnect.services.map((service) => [
      service,
      idOf(kinds.clientWithoutServer, service.resource.name),
    ]),
  );
  const idFor = (server: Participant) => ids.get(server) ?? "";
  const findings: Finding[] = [];
  const undetermined: Undetermined[] = [];
  for (const service of serviceConnect.services) {
    if (service.leftOut) continue;
    if (service.part.kind === "undetermined") undetermined.push(unclearPart(service, service.part.reason));
    // Where there is no namespace at all AWS refuses the service, as ecs-service-connect-endpoints-are-valid says.
    if (service.part.kind !== "client-only" || service.namespace.kind === "none") continue;
    const verdict = judge(model, service, config);
    undetermined.push(...verdict.undetermined);
    if (verdict.missing.length === 0) continue;
    const servers = [...verdict.missing].sort(byUrn);
    const isGuessed = servers.some((server) => verdict.guessed.includes(server));
    findings.push({
      urn: service.resource.urn,
      ids: [...new Set(servers.map(idFor))],
      certainty:
        isGuessed || service.mayWaitUnseen || [service, ...servers].some(isPresumed) ? "presumed" : "proven",
      message: (ids) =>
        clientBeforeServersMessage({
          graph: model.graph,
          client: service,
          servers: servers.filter((server) => ids.includes(idFor(server))),
          waitsForClient: (server) => serviceConnect.waits(server, service),
          canAwait: (component) => serviceConnect.canAwait(service, component),
        }),
    });
  }
  return { findings: inOrder(findings), undetermined: inOrder(undetermined) };
}

function judge({ serviceConnect, partial }: Model, client: Participant, config: Config) {
  const alone = serviceConnect.isAlone(client);
  const { servers, perhaps } = serviceConnect.unawaitedBy(client);
  // Where two namespaces cannot be told apart, a server whose name the client's containers hold is in its own.
  const called = serviceConnect.calledBy(client, perhaps);
  const missing = [...servers, ...called];
  const unclear = perhaps.filter((other) => !called.includes(other));
  const undetermined: Undetermined[] = [];
  const leave = (id: string, reason: string, settle: string) =>
    undetermined.push({ urn: client.resource.urn, ids: [id], reason: () => reason, settle });
  const name = `Client-only service \`${client.resource.name}\``;

  if (client.desiredCount === 0 && missing.length > 0) {
    leave(
      idOf(questions.noTasks),
      `${name} runs no tasks, its \`desiredCount\` being 0: nothing fails before tasks are added, and those know only the names that there are when the service is deployed.`,
      "Make it wait for its servers, or deploy it again when it is to run tasks.",
    );
    return { missing: [], guessed: [], undetermined };
  }
  const asked = (server: Participant) =>
    config.servers === "all" ? true : serviceConnect.calls(client, server);
  const named = missing.filter((server) => asked(server) === true);
  for (const server of missing.filter((other) => asked(other) === undefined)) {
    leave(
      idOf(questions.referencesUnknown, server.resource.name),
      `Whether ${lowerFirst(name)} calls \`${server.resource.name}\`: its containers, or the name, are not known before the update.`,
      'Make it wait for the server, or write the host name as plain text, or set "servers": "all".',
    );
  }
  if (client.namespace.kind === "undetermined" && (alone || unclear.length > 0)) {
    leave(
      idOf(questions.namespaceUnknown),
      `${name} is in a namespace that cannot be told: ${client.namespace.reason}.`,
      "Pass the ARN or name output of the namespace's resource to `serviceConnectConfiguration.namespace`.",
    );
    return { missing: named, guessed: called, undetermined };
  }
  for (const other of unclear) {
    leave(
      idOf(questions.serverUnclear, other.resource.name),
      `Whether ${lowerFirst(name)} calls \`${other.resource.name}\`, for which it does not wait: ${whyUnclear(other)}.`,
      `Make it wait: \`dependsOn\` with \`${other.resource.name}\`, or write the namespaces of both alike.`,
    );
  }
  const texts = [...namespaceTexts(client.namespace), ...serviceConnect.hostsNamedBy(client)];
  const servedElsewhere = texts.some((text) => config.external.some((pattern) => matches(pattern, text)));
  if (alone && client.namespace.kind !== "undetermined" && !servedElsewhere) {
    leave(
      idOf(questions.noServer),
      `${name} has no client-server service of ${labelOf(client.namespace)} in ${partial ? "what this operation deploys" : "this stack"}; whether what it calls is deployed before it cannot be told.`,
      'If the servers are deployed by another stack, name the namespace, or their host names, in "external" in the configuration of this policy.',
    );
  }
  return { missing: named, guessed: called, undetermined };
}

function unclearPart({ resource }: Participant, reason: string): Undetermined {
  return {
    urn: resource.urn,
    ids: [idOf(questions.partUnknown)],
    reason: () =>
      `Whether service \`${resource.name}\` is a client or a server in Service Connect: ${reason}.`,
    settle: "Write `enabled` and the list `services` as plain values; only what is inside may be an output.",
  };
}

function whyUnclear({ part, namespace, leftOut }: Participant): string {
  if (leftOut) return "it is left out of this operation, and AWS does not have it";
  if (part.kind === "undetermined") return `whether that is a server is not known, because ${part.reason}`;
  return namespace.kind === "undetermined"
    ? `its namespace cannot be told, because ${namespace.reason}`
    : "whether the two are in one namespace cannot be told";
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
