/** What can be wrong with an entry of a service's `services` by itself. */
import { asArguments, typedList } from "../code/tree";
import { propertyName } from "../code/words";
import { portNames } from "../ecs/containers";
import type { Check, Fault } from "../verdicts/faults";
import { preflight } from "../verdicts/kinds";
import { type Entry, refusal } from "./entries";

const portName: Check<Entry> = {
  kind: {
    id: "port-name/<entry>",
    meaning: "no port mapping of the task definition has the entry's `portName`",
    evidence: "reported",
    sources: [preflight("pf-ecs-svc-connect-port-name-missing")],
  },
  fails: refusal("portName(…) does not refer to any named PortMapping in the container definitions"),
  find({ service: { taskDefinition, taskDefinitionCertainty: certainty }, endpoint, place }) {
    const name = endpoint.portName;
    const ports = taskDefinition && portNames(taskDefinition.containers);
    if (name.kind !== "known" || !ports || ports.has(name.value)) return [];
    const definition = `\`${taskDefinition.resource.name}\``;
    return fault(
      place,
      `has a \`${propertyName("portName")}\` that no port mapping of task definition ${definition} has for its \`name\``,
      `give the port mapping in ${definition} that \`name\`, or write its name in \`${propertyName("portName")}\`${ports.size === 0 ? ": no port mapping there has a name" : ""}.`,
      certainty,
    );
  },
};

const aliases: Check<Entry> = {
  kind: {
    id: "aliases/<entry>",
    meaning: "the entry has more than one alias",
    evidence: "reported",
    sources: [preflight("pf-ecs-svc-connect-client-aliases-max")],
  },
  fails: refusal("… clientAliases exceeds the max limit of 1"),
  find: ({ endpoint, place }) =>
    endpoint.aliases.length > 1
      ? fault(
          place,
          `has ${endpoint.aliases.length} aliases in \`${propertyName("clientAlias")}\`, and one is the most`,
          `keep one alias; for another name give \`${propertyName("services")}\` another entry with a port name of its own.`,
        )
      : [],
};

const aliasType = { module: "ecs", name: "ServiceServiceConnectConfigurationServiceClientAlias" };

const aliasMissing: Check<Entry> = {
  kind: {
    id: "alias-missing/<entry>",
    meaning: "the entry of a new service has no alias, of which the provider says that it may be left out",
    evidence: "reported",
    sources: [
      "https://github.com/hashicorp/terraform-provider-aws/issues/44027",
      "https://github.com/hashicorp/terraform-provider-aws/pull/44064",
    ],
  },
  fails: refusal("clientAliases must have 1 element"),
  // One that AWS has already is not sent again.
  find: ({ service, endpoint, place }) =>
    endpoint.lacksAlias && !service.exists
      ? fault(place, `has no \`${propertyName("clientAlias")}\``, [
          "give it one, with the port that its clients use:",
          asArguments({
            clientAlias: typedList(aliasType, { port: 80 }),
          }),
        ])
      : [],
};

const hostName = /^[a-z0-9_.][a-z0-9_.-]{0,126}$/;

const alias: Check<Entry> = {
  kind: {
    id: "alias/<entry>",
    meaning: "the entry's `dnsName` is not of the form that AWS takes",
    evidence: "reported",
    sources: [preflight("pf-ecs-svc-connect-client-alias-dns-name")],
  },
  fails: refusal("The DNS name that you provided is invalid"),
  find: ({ endpoint, place }) =>
    endpoint.aliases.some(({ dnsName }) => dnsName.kind === "known" && !hostName.test(dnsName.value))
      ? fault(
          place,
          `has a \`${propertyName("dnsName")}\` that AWS does not take`,
          "use at most 127 lower-case letters, digits, `_`, `-` and `.`, of which the first is no `-`; neither a scheme nor a port belongs there.",
        )
      : [],
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
  fails: refusal("…"),
  find: ({ endpoint, place }) =>
    endpoint.discoveryName.kind === "known" && !plainName.test(endpoint.discoveryName.value)
      ? fault(
          place,
          `has a name in Cloud Map (\`${propertyName("discoveryName")}\`, else \`${propertyName("portName")}\`) that AWS does not take`,
          "use at most 64 lower-case letters, digits, `_` and `-`, of which the first is no `-`.",
        )
      : [],
};

export const entryChecks: readonly Check<Entry>[] = [portName, aliasMissing, aliases, alias, discoveryName];

function fault(
  place: number,
  wrong: string,
  change: string | Fault["change"],
  certainty: Fault["certainty"] = "proven",
): readonly Fault[] {
  return [{ parts: [place], text: `${wrong}: AWS refuses the service`, change: [change].flat(), certainty }];
}
