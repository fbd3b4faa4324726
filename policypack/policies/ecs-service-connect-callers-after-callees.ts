/**
 * Tells of a client-server Service Connect service that calls another one without waiting for it: like those of
 * a client-only service, its tasks resolve only names that existed when it was deployed
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html).
 */
import { asArguments, type Printer, pasted } from "../code/tree";
import { redeployCode } from "../ecs/redeploy-code";
import { byUrn, namesOf } from "../ecs/services";
import type { Model } from "../model/model";
import type { StackRule } from "../model/rule";
import { togetherness } from "../service-connect/namespaces";
import type { Participant } from "../service-connect/participants";
import { waitCode } from "../stack/wait-code";
import { safeDeployment } from "../verdicts/best-practices";
import { presumedSchema } from "../verdicts/config";
import { certaintyOf, type Finding, inOrder, unawaited, type Verdicts } from "../verdicts/findings";
import { groupBy, unique } from "../verdicts/groups";
import { type FindingKind, idOf } from "../verdicts/kinds";

const kinds = {
  callerWithoutCallee: {
    id: "caller-without-callee/<callee>",
    meaning: "the service's containers name that one, and it does not wait for it",
    evidence: "reported",
    sources: [
      "https://github.com/mreferre/yelb/issues/86",
      "https://github.com/aws/containers-roadmap/issues/2692",
      "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html",
    ],
  },
} as const satisfies Record<string, FindingKind>;

export const ecsServiceConnectCallersAfterCallees: StackRule = {
  name: "ecs-service-connect-callers-after-callees",
  displayName: "Service Connect servers wait for the servers that they call",
  description:
    "A client-server Service Connect service whose containers name another one waits for it: its tasks resolve only names that exist when it is deployed.",
  rejects: "a client-server service that calls another one and does not wait for it",
  level: "advisory",
  severity: "medium",
  serves: safeDeployment,
  tags: ["ecs", "service-connect", "deployment-order"],
  remediation:
    "Let the caller depend on the services that its containers name. Where two services call each other, deploy the one that comes first a second time once the other exists.",
  findings: Object.values(kinds),
  questions: [],
  configSchema: { presumed: presumedSchema },
  evaluate,
};

function evaluate(model: Model): Verdicts {
  const { serviceConnect } = model;
  const findings: Finding[] = [];
  for (const caller of serviceConnect.services) {
    if (caller.leftOut || caller.part.kind !== "client-server" || !serviceConnect.callsSome(caller)) continue;
    const { servers, perhaps, hasNameless } = serviceConnect.unawaitedBy(caller);
    const callees = serviceConnect
      .calledBy(caller, hasNameless ? servers : [...servers, ...perhaps])
      .sort(byUrn);
    const certaintyFor = (callee: Participant) =>
      caller.mayWaitUnseen
        ? "presumed"
        : certaintyOf([
            togetherness(caller.namespace, callee.namespace),
            serviceConnect.certaintyOfCall(caller, callee),
          ]);
    // What is presumed of one callee takes nothing from what is proven of another.
    const groups = groupBy(callees, certaintyFor);
    findings.push(...groups.map((group) => finding(model, caller, group, certaintyFor(group[0]))));
  }
  return { findings: inOrder(findings), undetermined: [] };
}

function finding(
  model: Model,
  caller: Participant,
  callees: readonly Participant[],
  certainty: Finding["certainty"],
): Finding {
  const { name, urn } = caller.resource;
  return {
    urn,
    ids: unique(callees.map(idFor)),
    certainty,
    message: (ids, _, code) =>
      message(
        model,
        caller,
        callees.filter((callee) => ids.includes(idFor(callee))),
        code,
      ),
    why: ([place]) => [
      { urn, text: `the containers of \`${name}\` name what it calls` },
      ...callees
        .filter((callee) => place?.ids.includes(idFor(callee)))
        .map(({ resource }) => unawaited(resource)),
    ],
  };
}

function idFor({ resource }: Participant): string {
  return idOf(kinds.callerWithoutCallee, resource.name);
}

function message(
  { graph, serviceConnect }: Model,
  caller: Participant,
  callees: readonly Participant[],
  code: Printer,
): string {
  const { name } = caller.resource;
  const isBehind = (callee: Participant) => serviceConnect.waits(callee, caller);
  const callsBack = (callee: Participant) => serviceConnect.calls(callee, caller) === true;
  const ahead = callees.filter((callee) => !isBehind(callee));
  const mutual = ahead.filter(callsBack);
  const behind = callees.filter(isBehind);
  const resources = (services: readonly Participant[]) => services.map(({ resource }) => resource);
  return [
    `Service \`${name}\` names ${namesOf(callees)} in its containers and does not wait for ${callees.length > 1 ? "them" : "it"}: tasks that are deployed before ${callees.length > 1 ? "them" : "it"} never learn the name${callees.length > 1 ? "s" : ""}, and their calls fail.`,
    `What fails: calls to ${namesOf(callees)} end with "could not resolve host" until \`${name}\` is deployed again; ECS shows both as steady.`,
    ...(ahead.length > 0
      ? [`Change: make ${waitCode(serviceConnect.waiter(caller), resources(ahead), code).join("\n")}`]
      : []),
    ...(mutual.length > 0
      ? [
          `${namesOf(mutual)} and \`${name}\` call each other: only one of them can wait for the other. The one that comes first needs a second deployment in a later update, once the other exists: \`${code.inline(asArguments({ forceNewDeployment: true }))}\` with a value in \`${code.property("triggers")}\` that is new then.`,
        ]
      : []),
    ...(behind.length > 0
      ? [
          `${namesOf(behind)} waits for \`${name}\`: an edge in the other direction would be a cycle. Either remove what makes it wait, or deploy \`${name}\` a second time once ${namesOf(behind)} exists: in an update after this one, with a value in \`${code.property("triggers")}\` that is new then:`,
          ...pasted(
            code,
            asArguments({
              forceNewDeployment: true,
              triggers: { kind: "texts", members: { deployment: "2" } },
            }),
          ),
          "This preview cannot see whether that was done: accept the finding in `exemptions` when it was.",
        ]
      : []),
    ...(caller.exists && ahead.length > 0
      ? [
          `\`${name}\` is deployed already, and \`${code.property("dependsOn")}\` alone changes nothing for its tasks. Give it a new deployment, too:`,
          ...pasted(code, redeployCode(graph, caller.resource, resources(ahead))),
        ]
      : []),
  ].join("\n");
}
