/**
 * Rejects a Service Connect configuration that AWS refuses, or whose tasks then cannot start
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts.html).
 */
import { propertyName } from "../code/words";
import type { Model } from "../model/model";
import type { StackRule } from "../model/rule";
import type { Endpoint } from "../service-connect/endpoints";
import { type Entry, entriesOf } from "../service-connect/entries";
import { entryChecks } from "../service-connect/entry-checks";
import { serviceChecks } from "../service-connect/service-checks";
import { holders, TakenNames, takenKinds } from "../service-connect/taken-names";
import { changesValidated } from "../verdicts/best-practices";
import { presumedSchema } from "../verdicts/config";
import { findingsOf, findingsOfParts } from "../verdicts/faults";
import { inOrder, type Undetermined, type Verdicts } from "../verdicts/findings";
import { idOf, type QuestionKind } from "../verdicts/kinds";
import { joined } from "../verdicts/wording";

const questions = {
  malformed: {
    id: "endpoint-malformed/<entry>",
    meaning: "the entry, or a part of it, has not the form that it must have",
  },
  nameUnclear: {
    id: "name-unclear/<entry>",
    meaning: "another entry has the same name, perhaps in the same namespace",
  },
} as const satisfies Record<string, QuestionKind>;

export const ecsServiceConnectEndpointsAreValid: StackRule = {
  name: "ecs-service-connect-endpoints-are-valid",
  displayName: "Service Connect endpoints are valid",
  description:
    "Port names, aliases, namespaces and modes of a Service Connect service are such that AWS accepts them and its tasks start.",
  rejects: "port names, aliases, namespaces and modes that AWS refuses",
  level: "mandatory",
  severity: "high",
  serves: changesValidated,
  tags: ["ecs", "service-connect"],
  remediation:
    "Correct what the message names: a port name is one that a port mapping of the task definition has, aliases are valid and not taken twice in the namespace, and there is a namespace.",
  findings: [
    ...entryChecks.map(({ kind }) => kind),
    ...Object.values(takenKinds),
    ...serviceChecks.map(({ kind }) => kind),
  ],
  questions: Object.values(questions),
  configSchema: { presumed: presumedSchema },
  evaluate,
};

function evaluate({ serviceConnect: { services } }: Model): Verdicts {
  const judged = services.filter(({ leftOut, part }) => !leftOut && part.kind !== "undetermined");
  const all = judged.map((service) => ({ resource: service.resource, service, own: entriesOf(service) }));
  const entries = all.flatMap(({ own }) => own);
  const taken = new TakenNames(entries);
  const checks = [...entryChecks, ...taken.checks];
  return {
    findings: inOrder([
      ...all.flatMap(({ service, resource: { urn, name } }) =>
        findingsOf(serviceChecks, service, urn, `Service \`${name}\``),
      ),
      ...all.flatMap(({ own, resource: { urn, name } }) =>
        findingsOfParts(
          checks,
          own,
          urn,
          (left) => `${entryList(left)} of \`${propertyName("services")}\` of \`${name}\``,
        ),
      ),
    ]),
    undetermined: inOrder([
      ...entries.filter(({ endpoint }) => isMalformed(endpoint)).map(malformed),
      ...entries.flatMap((entry) => nameUnclear(entry, taken.perhaps(entry))),
    ]),
  };
}

/** Names are properties, which messages do not print: entries go by their places. */
function entryList(entries: readonly Entry[]): string {
  const places = entries.map(({ place }) => `${place}`);
  return places.length === 1 ? `Entry ${places[0]}` : `Each of entries ${joined(places)}`;
}

function isMalformed({ portName, discoveryName, aliases }: Endpoint): boolean {
  return [portName, discoveryName, ...aliases.map(({ dnsName }) => dnsName)].some(
    ({ kind }) => kind === "malformed",
  );
}

function malformed({ service: { resource }, place }: Entry): Undetermined {
  return {
    urn: resource.urn,
    ids: [idOf(questions.malformed, place)],
    reason: () =>
      `What entry ${place} of \`${propertyName("services")}\` of \`${resource.name}\` offers: a part of it has not the form that it must have.`,
    settle: `Write the entry as an object, \`${propertyName("portName")}\`, \`${propertyName("discoveryName")}\` and \`${propertyName("dnsName")}\` as texts, and \`${propertyName("clientAlias")}\` as a list.`,
  };
}

function nameUnclear(entry: Entry, others: readonly Entry[]): Undetermined[] {
  if (others.length === 0) return [];
  const { resource } = entry.service;
  return [
    {
      urn: resource.urn,
      ids: [idOf(questions.nameUnclear, entry.place)],
      reason: () =>
        `Whether entry ${entry.place} of \`${propertyName("services")}\` of \`${resource.name}\` has a name that ${holders(entry, others)} has in the same namespace: whether the two are in one namespace cannot be told.`,
      settle: "Write the namespaces of both alike, best as the ARN output of the namespace's resource.",
    },
  ];
}
