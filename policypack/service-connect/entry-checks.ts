/** What can be wrong with an entry of a service's `services` by itself. */
import { portNames } from "../ecs/containers";
import { type Check, type Entry, refusal } from "./checks";

/** Rules of somebody who has had each refusal from AWS itself. */
const preflight = "https://github.com/badmintoncryer/cdk-preflight/blob/main/rules/ecs";

const portName: Check<Entry> = {
  kind: {
    id: "port-name/<entry>",
    meaning: "no port mapping of the task definition has the entry's `portName`",
    evidence: "reported",
    sources: [`${preflight}/pf-ecs-svc-connect-port-name-missing/rule.rego`],
  },
  find({ service: { taskDefinition, taskDefinitionCertainty: certainty }, endpoint }) {
    const name = endpoint.portName;
    const ports = taskDefinition && portNames(taskDefinition.containers);
    if (name.kind !== "known" || !ports || ports.has(name.value)) return undefined;
    const definition = `\`${taskDefinition.resource.name}\``;
    return {
      text: `has a \`portName\` that no port mapping of task definition ${definition} has for its \`name\``,
      fails: refusal("portName(…) does not refer to any named PortMapping in the container definitions"),
      change: `give the port mapping in ${definition} that \`name\`, or write its name in \`portName\`${ports.size === 0 ? ": no port mapping there has a name" : ""}.`,
      certainty,
    };
  },
};

const aliases: Check<Entry> = {
  kind: {
    id: "aliases/<entry>",
    meaning: "the entry has more than one alias",
    evidence: "reported",
    sources: [`${preflight}/pf-ecs-svc-connect-client-aliases-max/rule.rego`],
  },
  find: ({ endpoint }) =>
    endpoint.aliases.length > 1
      ? {
          text: `has ${endpoint.aliases.length} aliases in \`clientAlias\`, and one is the most`,
          fails: refusal(`${endpoint.aliases.length} clientAliases exceeds the max limit of 1`),
          change:
            "keep one alias; for another name give `services` another entry with a port name of its own.",
        }
      : undefined,
};

const hostName = /^[a-z0-9_.][a-z0-9_.-]{0,126}$/;

const alias: Check<Entry> = {
  kind: {
    id: "alias/<entry>",
    meaning: "the entry's `dnsName` is not of the form that AWS takes",
    evidence: "reported",
    sources: [`${preflight}/pf-ecs-svc-connect-client-alias-dns-name/rule.rego`],
  },
  find: ({ endpoint }) =>
    endpoint.aliases.some(({ dnsName }) => dnsName.kind === "known" && !hostName.test(dnsName.value))
      ? {
          text: "has a `dnsName` that AWS does not take",
          fails: refusal("The DNS name that you provided is invalid"),
          change:
            "use at most 127 lower-case letters, digits, `_`, `-` and `.`, of which the first is no `-`; neither a scheme nor a port belongs there.",
        }
      : undefined,
};

/** Lower-case letters, digits, `_` and `-`, not first a `-`: the form of port names and discovery names. */
const plainName = /^[a-z0-9_][a-z0-9_-]{0,63}$/;

const discoveryName: Check<Entry> = {
  kind: {
    id: "discovery-name/<entry>",
    meaning: "the entry's name in Cloud Map is not of the form that AWS takes",
    evidence: "documented",
    sources: ["https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html"],
  },
  find: ({ endpoint }) =>
    endpoint.discoveryName.kind === "known" && !plainName.test(endpoint.discoveryName.value)
      ? {
          text: "has a name in Cloud Map (`discoveryName`, else `portName`) that AWS does not take",
          fails: refusal("…"),
          change: "use at most 64 lower-case letters, digits, `_` and `-`, of which the first is no `-`.",
        }
      : undefined,
};

export const entryChecks: readonly Check<Entry>[] = [portName, aliases, alias, discoveryName];
