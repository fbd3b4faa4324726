/**
 * Rejects a Service Connect configuration that AWS refuses, or whose tasks then cannot start
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts.html).
 */
import { changesValidated } from "../verdicts/best-practices";
import { presumedSchema } from "../verdicts/config";
import type { Endpoint } from "../service-connect/endpoints";
import { type Finding, inOrder, joined, named, type Undetermined, type Verdicts } from "../verdicts/findings";
import type { Model } from "../model/model";
import { namespaceKey, sameNamespace } from "../service-connect/namespaces";
import { addTo } from "../stack/resources";
import type { StackRule } from "../model/rule";
import type { Service } from "../ecs/services";
import { portNames } from "../ecs/task-definitions";
import { read, text, type Value } from "../stack/values";

export const ecsServiceConnectEndpointsAreValid: StackRule = {
  name: "ecs-service-connect-endpoints-are-valid",
  displayName: "Service Connect endpoints are valid",
  description:
    "Port names, aliases, namespaces and modes of a Service Connect service are such that AWS accepts them and its tasks start.",
  level: "mandatory",
  severity: "high",
  serves: changesValidated,
  tags: ["ecs", "service-connect"],
  remediation:
    "Correct what the message names: a `portName` is one that a port mapping of the task definition has, aliases are valid and not taken twice in the namespace, and there is a namespace.",
  configSchema: { presumed: presumedSchema },
  evaluate,
};

/** What is wrong with a service, or with some entries of its `services`. */
interface Fault {
  /** The finding id, without the entry. */
  readonly id: string;
  /** Completes "entry 1 of `services`", or is a sentence where the fault is in no entry. */
  readonly text: string;
  readonly fails: string;
  readonly change: string;
  /** Proven unless it says otherwise. */
  readonly certainty?: Finding["certainty"];
}

interface Entry {
  readonly service: Service;
  readonly endpoint: Endpoint;
  /** Its place in `services`, from 1. */
  readonly place: number;
}

function evaluate({ serviceConnect: { services } }: Model): Verdicts {
  const judged = services.filter(({ leftOut, part }) => !leftOut && part.kind !== "undetermined");
  const entries = new Map(judged.map((service) => [service, entriesOf(service)]));
  const taken = new TakenNames([...entries.values()].flat());
  const findings: Finding[] = [];
  const undetermined: Undetermined[] = [];
  for (const [service, ownEntries] of entries) {
    for (const fault of faultsOf(service)) findings.push(finding(service, fault, []));
    const faulty = new Map<string, { fault: Fault; entries: Entry[] }>();
    for (const entry of ownEntries) {
      for (const fault of [...faultsOfEntry(entry), ...taken.faults(entry)]) {
        const key = `${fault.id} ${fault.text}`;
        const group = faulty.get(key) ?? { fault, entries: [] };
        faulty.set(key, group);
        group.entries.push(entry);
      }
      if (isMalformed(entry.endpoint)) undetermined.push(malformed(entry));
      undetermined.push(...taken.unclear(entry));
    }
    for (const group of faulty.values()) findings.push(finding(service, group.fault, group.entries));
  }
  return { findings: inOrder(findings), undetermined: inOrder(undetermined) };
}

function entriesOf(service: Service): Entry[] {
  const endpoints = service.part.kind === "client-server" ? service.part.endpoints : [];
  return endpoints.map((endpoint, index) => ({ service, endpoint, place: index + 1 }));
}

function finding({ resource }: Service, fault: Fault, entries: readonly Entry[]): Finding {
  const idOf = ({ place }: Entry) => `${fault.id}/${place}`;
  return {
    urn: resource.urn,
    ids: entries.length === 0 ? [fault.id] : entries.map(idOf),
    certainty: fault.certainty ?? "proven",
    message(ids) {
      const left = entries.filter((entry) => ids.includes(idOf(entry)));
      const where =
        left.length === 0
          ? `Service \`${resource.name}\``
          : `${entryList(left)} of \`services\` of \`${resource.name}\``;
      return [`${where} ${fault.text}.`, `What fails: ${fault.fails}`, `Change: ${fault.change}`].join("\n");
    },
  };
}

/** Names are properties, which messages do not print: entries go by their places. */
function entryList(entries: readonly Entry[]): string {
  const places = entries.map(({ place }) => `${place}`);
  return places.length === 1 ? `Entry ${places[0]}` : `Each of entries ${joined(places)}`;
}

/** What is wrong with a service as a whole, client-only ones too. */
function faultsOf(service: Service): Fault[] {
  const { resource, namespace, taskDefinition, taskDefinitionCertainty: certainty } = service;
  const faults: Fault[] = [];
  if (namespace.kind === "none") {
    faults.push({
      id: "namespace-missing",
      text: `is in Service Connect and names no namespace, and neither does its cluster \`${namespace.cluster}\``,
      fails: refusal("Namespace is missing"),
      change:
        "pass the ARN of the namespace's resource to `serviceConnectConfiguration.namespace`, or to `serviceConnectDefaults.namespace` of the cluster.",
    });
  }
  const launchType = read(resource, "inputs", ["launchType"], text);
  if (is(launchType, "EXTERNAL")) {
    faults.push({
      id: "external-launch-type",
      text: "is in Service Connect with the launch type `EXTERNAL`, which Service Connect does not support",
      fails: "ECS Anywhere runs no proxy of Service Connect.",
      change: "run the service on Fargate or EC2, or take `serviceConnectConfiguration` away.",
    });
  }
  const controller = read(resource, "inputs", ["deploymentController", "type"], text);
  if (is(controller, "CODE_DEPLOY", "EXTERNAL")) {
    faults.push({
      id: "deployment-controller",
      text: "is in Service Connect with a deployment controller other than `ECS`, which Service Connect does not support",
      fails: refusal("…"),
      change:
        "use the controller `ECS`, which has blue/green deployments of its own (`deploymentConfiguration.strategy`).",
    });
  }
  if (!taskDefinition) return faults;
  const definition = taskDefinition.resource;
  if (is(read(definition, "inputs", ["networkMode"], text), "host", "none")) {
    faults.push({
      id: "network-mode",
      text: `is in Service Connect with a network mode of task definition \`${definition.name}\` that is neither \`awsvpc\` nor \`bridge\``,
      fails: "its tasks do not start: service connect does not support that network mode.",
      change: `set \`networkMode: "awsvpc"\` on \`${definition.name}\`, and \`networkConfiguration\` on the service; on EC2 \`bridge\` will do, too.`,
      certainty,
    });
  }
  const system = read(definition, "inputs", ["runtimePlatform", "operatingSystemFamily"], text);
  if (system.kind === "known" && /^windows/i.test(system.value)) {
    faults.push({
      id: "windows",
      text: `is in Service Connect with Windows containers, as task definition \`${definition.name}\` says, which Service Connect does not support`,
      fails: "there is no proxy of Service Connect for Windows.",
      change: "run the service on Linux, or take `serviceConnectConfiguration` away.",
      certainty,
    });
  }
  return faults;
}

function is(value: Value<string>, ...names: readonly string[]): boolean {
  return value.kind === "known" && names.some((name) => name.toLowerCase() === value.value.toLowerCase());
}

function refusal(text: string): string {
  return `AWS refuses the service: InvalidParameterException: ${text}`;
}

/** Lower-case letters, digits, `_` and `-`, not first a `-`: the form of port names and discovery names. */
const plainName = /^[a-z0-9_][a-z0-9_-]{0,63}$/;
const hostName = /^[a-z0-9_.][a-z0-9_.-]{0,126}$/;

function faultsOfEntry({ service, endpoint: { portName, discoveryName, aliases } }: Entry): Fault[] {
  const faults: Fault[] = [];
  const ports = service.taskDefinition && portNames(service.taskDefinition);
  if (portName.kind === "known" && ports && !ports.has(portName.value)) {
    const definition = `\`${service.taskDefinition?.resource.name}\``;
    faults.push({
      id: "port-name",
      text: `has a \`portName\` that no port mapping of task definition ${definition} has for its \`name\``,
      fails: refusal("portName(…) does not refer to any named PortMapping in the container definitions"),
      change: `give the port mapping in ${definition} that \`name\`, or write its name in \`portName\`${ports.size === 0 ? ": no port mapping there has a name" : ""}.`,
      certainty: service.taskDefinitionCertainty,
    });
  }
  if (discoveryName.kind === "known" && !plainName.test(discoveryName.value)) {
    faults.push({
      id: "discovery-name",
      text: "has a name in Cloud Map (`discoveryName`, else `portName`) that AWS does not take",
      fails: refusal("…"),
      change: "use at most 64 lower-case letters, digits, `_` and `-`, of which the first is no `-`.",
    });
  }
  if (aliases.length > 1) {
    faults.push({
      id: "aliases",
      text: `has ${aliases.length} aliases in \`clientAlias\`, and one is the most`,
      fails: refusal(`${aliases.length} clientAliases exceeds the max limit of 1`),
      change: "keep one alias; for another name give `services` another entry with a port name of its own.",
    });
  }
  if (aliases.some(({ dnsName }) => dnsName.kind === "known" && !hostName.test(dnsName.value))) {
    faults.push({
      id: "alias",
      text: "has a `dnsName` that AWS does not take",
      fails: refusal("The DNS name that you provided is invalid"),
      change:
        "use at most 127 lower-case letters, digits, `_`, `-` and `.`, of which the first is no `-`; neither a scheme nor a port belongs there.",
    });
  }
  return faults;
}

/** Names that more than one entry has in one namespace. */
class TakenNames {
  private readonly discoveryNames = new Names(({ endpoint: { discoveryName } }) =>
    discoveryName.kind === "known" ? [discoveryName.value] : [],
  );
  private readonly aliases = new Names(({ endpoint: { aliases } }) =>
    // What ECS calls an entry without a `dnsName` AWS does not say plainly enough to reject a program for it.
    aliases.flatMap(({ dnsName, port }) =>
      dnsName.kind !== "known" || port === undefined ? [] : [`${dnsName.value.toLowerCase()} ${port}`],
    ),
  );

  constructor(entries: readonly Entry[]) {
    for (const entry of entries) {
      this.discoveryNames.add(entry);
      this.aliases.add(entry);
    }
  }

  faults(entry: Entry): Fault[] {
    const { namespace } = entry.service;
    const certainty = namespace.kind === "stack" ? namespace.certainty : "proven";
    const faults: Fault[] = [];
    const sameName = this.discoveryNames.others(entry, true);
    if (sameName.length > 0) {
      faults.push({
        id: "discovery-name-taken",
        text: `has the same name in Cloud Map (\`discoveryName\`, else \`portName\`) as ${holders(entry, sameName)}, in one namespace`,
        fails: `${refusal("SC service is already used by …")} That is the one that comes second.`,
        change: "give each entry a `discoveryName` of its own.",
        certainty,
      });
    }
    const sameAlias = this.aliases.others(entry, true);
    if (sameAlias.length > 0) {
      faults.push({
        id: "alias-taken",
        text: `has the same alias and port as ${holders(entry, sameAlias)}, in one namespace`,
        fails: "AWS refuses the service that comes second: a name and port stand for one endpoint.",
        change: "give each entry a `dnsName` of its own.",
        certainty,
      });
    }
    return faults;
  }

  unclear(entry: Entry): Undetermined[] {
    const { resource } = entry.service;
    // Only where a namespace is not known: two clusters made elsewhere, say, commonly have one each.
    const isOpen = (other: Entry) =>
      [entry, other].some(({ service }) => service.namespace.kind === "undetermined");
    const others = [
      ...new Set([...this.discoveryNames.others(entry, undefined), ...this.aliases.others(entry, undefined)]),
    ].filter(isOpen);
    if (others.length === 0) return [];
    return [
      {
        urn: resource.urn,
        ids: [`name-unclear/${entry.place}`],
        reason: () =>
          `Whether entry ${entry.place} of \`services\` of \`${resource.name}\` has a name that ${holders(entry, others)} has in the same namespace: whether the two are in one namespace cannot be told.`,
        settle: "Write the namespaces of both alike, best as the ARN output of the namespace's resource.",
      },
    ];
  }
}

/** Entries by names of one kind and the namespaces in which they have them. */
class Names {
  private readonly byName = new Map<string, Map<string, Entry[]>>();

  constructor(private readonly namesOf: (entry: Entry) => readonly string[]) {}

  add(entry: Entry): void {
    const key = namespaceKey(entry.service.namespace);
    for (const name of new Set(this.namesOf(entry))) {
      const byNamespace = this.byName.get(name) ?? new Map<string, Entry[]>();
      this.byName.set(name, byNamespace);
      addTo(byNamespace, key, entry);
    }
  }

  /** Other entries of the same name whose namespace is the same, or may be where `isSame` is undefined. */
  others(entry: Entry, isSame: true | undefined): Entry[] {
    const { namespace } = entry.service;
    const found = new Set<Entry>();
    for (const name of this.namesOf(entry)) {
      for (const entries of this.byName.get(name)?.values() ?? []) {
        const [first] = entries;
        const areSame = first && sameNamespace(namespace, first.service.namespace);
        for (const other of entries) {
          const isOwn = other.service === entry.service;
          if (other !== entry && (isOwn || areSame) === isSame) found.add(other);
        }
      }
    }
    return [...found];
  }
}

function holders({ service }: Entry, others: readonly Entry[]): string {
  const own = others.some((other) => other.service === service);
  const foreign = others.filter((other) => other.service !== service);
  const names = [...new Set(foreign.map((other) => other.service.resource.name))].sort();
  return joined([
    ...(own ? ["another entry"] : []),
    ...(names.length > 0 ? [`an entry of ${named(names)}`] : []),
  ]);
}

function isMalformed({ portName, discoveryName, aliases }: Endpoint): boolean {
  return [portName, discoveryName, ...aliases.map(({ dnsName }) => dnsName)].some(
    ({ kind }) => kind === "malformed",
  );
}

function malformed({ service: { resource }, place }: Entry): Undetermined {
  return {
    urn: resource.urn,
    ids: [`endpoint-malformed/${place}`],
    reason: () =>
      `What entry ${place} of \`services\` of \`${resource.name}\` offers: a part of it has not the form that it must have.`,
    settle:
      "Write the entry as an object, `portName`, `discoveryName` and `dnsName` as texts, and `clientAlias` as a list.",
  };
}
