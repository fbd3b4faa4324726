/**
 * Tells of a Service Connect client that exists and that a new server of its namespace will not reach: running
 * tasks, and those that replace them, resolve only names that existed when their deployment was made
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html).
 */

import { pasted } from "../code/tree";
import { propertyName } from "../code/words";
import { redeployCode } from "../ecs/redeploy-code";
import { byUrn, namesOf } from "../ecs/services";
import type { Model } from "../model/model";
import type { StackRule } from "../model/rule";
import { labelOf, togetherness } from "../service-connect/namespaces";
import type { Participant } from "../service-connect/participants";
import { safeDeployment } from "../verdicts/best-practices";
import { choice, presumedSchema, type RawConfig } from "../verdicts/config";
import { certaintyOf, type Finding, inOrder, type Undetermined, type Verdicts } from "../verdicts/findings";
import { groupBy, unique } from "../verdicts/groups";
import { type FindingKind, idOf } from "../verdicts/kinds";

const kinds = {
  newServer: {
    id: "new-server/<server>",
    meaning:
      "that server is new, and nothing is seen to deploy the client again; undetermined where known `triggers` may do so",
    evidence: "reported",
    sources: [
      "https://github.com/aws/containers-roadmap/issues/2692",
      "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html",
    ],
  },
} as const satisfies Record<string, FindingKind>;

export const ecsServiceConnectClientsRedeploy: StackRule = {
  name: "ecs-service-connect-clients-redeploy",
  displayName: "Service Connect clients are deployed again for a new server",
  description:
    "A Service Connect client that exists gets a new deployment when a server of its namespace is new: until then its tasks cannot resolve the server's name.",
  rejects: "a new server beside clients that exist and get no new deployment",
  level: "advisory",
  severity: "medium",
  serves: safeDeployment,
  tags: ["ecs", "service-connect", "deployment-order"],
  remediation:
    "Force a new deployment of the client, with a trigger that changes when the new server does, and let the client depend on the server.",
  findings: Object.values(kinds),
  questions: [],
  configSchema: {
    servers: {
      type: "string",
      title: "Servers",
      description:
        "`all` concerns every new client-server service of a client's namespace, `referenced` only those whose host names its containers hold.",
      enum: ["all", "referenced"],
      default: "all",
    },
    presumed: presumedSchema,
  },
  evaluate,
};

function evaluate(model: Model, raw: RawConfig): Verdicts {
  const servers = choice(raw, "servers", ["all", "referenced"], "all");
  const { serviceConnect } = model;
  const findings: Finding[] = [];
  const undetermined: Undetermined[] = [];
  for (const client of serviceConnect.services) {
    if (client.leftOut || !client.exists || client.redeployed === "yes") continue;
    const { certain, called } = serviceConnect.newServersOf(client);
    // A service with endpoints of its own is a client only of those that it calls, as far as can be seen.
    const anyway = client.part.kind === "client-only" && servers === "all" ? certain : [];
    if (anyway.length + called.length === 0) continue;
    const news = [...new Set([...anyway, ...called])].sort(byUrn);
    if (client.redeployed === "cannot tell") undetermined.push(perhapsRedeployed(client, news));
    else findings.push(...findingsOf(model, client, news, anyway, called));
  }
  return { findings: inOrder(findings), undetermined: inOrder(undetermined) };
}

function idFor({ resource }: Participant): string {
  return idOf(kinds.newServer, resource.name);
}

/** @param anyway those that concern the client whatever it calls */
function findingsOf(
  model: Model,
  client: Participant,
  news: readonly Participant[],
  anyway: readonly Participant[],
  called: readonly Participant[],
): Finding[] {
  const certaintyFor = (server: Participant) =>
    certaintyOf([
      togetherness(client.namespace, server.namespace),
      ...(anyway.includes(server) ? [] : [model.serviceConnect.certaintyOfCall(client, server)]),
    ]);
  // What is presumed of one server takes nothing from what is proven of another.
  return groupBy(news, certaintyFor).map((group) =>
    finding(model, client, group, called, certaintyFor(group[0])),
  );
}

function finding(
  { graph }: Model,
  client: Participant,
  news: readonly Participant[],
  called: readonly Participant[],
  certainty: Finding["certainty"],
): Finding {
  const { resource, namespace } = client;
  return {
    urn: resource.urn,
    ids: unique(news.map(idFor)),
    certainty,
    message(ids, _, code) {
      const left = news.filter((server) => ids.includes(idFor(server)));
      const names = namesOf(left);
      const callsAll = left.every((server) => called.includes(server));
      const calls = callsAll ? `Its calls of ${names} fail` : `If it calls ${names}, that fails`;
      return [
        `Service \`${resource.name}\` cannot reach ${names}, new in ${labelOf(namespace)}: its tasks know only the names of its last deployment, and nothing in this preview is seen to deploy it again.`,
        `What fails: tasks that replace the present ones know no other names either. ${calls} with "could not resolve host"; \`${code.property("dependsOn")}\` changes nothing for a service that exists.`,
        "Change: give it a new deployment after the new service, with these arguments:",
        ...pasted(
          code,
          redeployCode(
            graph,
            resource,
            left.map((server) => server.resource),
          ),
        ),
        ...(callsAll
          ? []
          : ['Where it does not call what is new, set "servers": "referenced" for this policy.']),
      ].join("\n");
    },
  };
}

function perhapsRedeployed({ resource }: Participant, news: readonly Participant[]): Undetermined {
  return {
    urn: resource.urn,
    ids: unique(news.map(idFor)),
    reason: (ids) =>
      `Whether \`${resource.name}\`, which is there already, gets a new deployment after ${namesOf(news.filter((server) => ids.includes(idFor(server))))}, which is new: it has \`${propertyName("forceNewDeployment")}\`, and whether anything about it, such as a value in \`${propertyName("triggers")}\`, is another than before is not seen.`,
    settle: `Put an output of the new service in \`${propertyName("triggers")}\`, its \`${propertyName("id")}\` for instance.`,
  };
}
