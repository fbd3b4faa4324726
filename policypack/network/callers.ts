/**
 * Callers in Service Connect come to the port of the server's container straight, by the groups of both
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts.html).
 */
import { fieldOf, partOf } from "../ecs/containers";
import type { TaskDefinition } from "../ecs/task-definitions";
import type { ServiceConnect } from "../service-connect/neighbours";
import type { Participant } from "../service-connect/participants";
import { numberIn, objectsIn } from "../stack/literals";
import type { Resource } from "../stack/resources";
import { count, interpret, knownOr, list, object, read, sourceOf } from "../stack/values";
import type { Check, Fault } from "../verdicts/faults";
import { named } from "../verdicts/wording";
import { changeOf } from "./rule-code";
import type { SecurityGroups } from "./security-groups";

/** A server of a namespace, with those of its callers of which all groups are of this stack. */
export interface Server {
  readonly service: Participant;
  readonly groups: readonly Resource[];
  readonly callers: readonly { readonly service: Participant; readonly groups: readonly Resource[] }[];
  readonly securityGroups: SecurityGroups;
}

export function serversOf(serviceConnect: ServiceConnect, securityGroups: SecurityGroups): Server[] {
  const callersOf = serviceConnect.callersOfEach();
  const all = serviceConnect.services.flatMap((service) => {
    const groups = service.leftOut
      ? undefined
      : securityGroups.listedBy(service.resource, ["networkConfiguration", "securityGroups"]);
    return groups ? [{ service, groups }] : [];
  });
  const known = new Map(all.map((one) => [one.service, one]));
  return all.flatMap((server) => {
    const callers = (callersOf.get(server.service) ?? []).flatMap((caller) => known.get(caller) ?? []);
    return callers.length > 0 ? [{ ...server, callers, securityGroups }] : [];
  });
}

export const callersAdmitted: Check<Server> = {
  kind: {
    id: "caller-not-admitted/<caller>",
    meaning: "the security groups of this Service Connect server do not let in a service that calls it",
    evidence: "reported",
    sources: ["https://github.com/aws/aws-cdk/issues/26973"],
  },
  // A call that fails is no task that does not start.
  advises: true,
  fails: "the calls end after a while: 504, or upstream connect error … connection timeout",
  find({ service, groups, callers, securityGroups }) {
    const ports = portsOf(service);
    if (!ports) return [];
    return callers.flatMap((caller): Fault[] => {
      const isAdmitted = ports.some((port) =>
        groups.some((group) => securityGroups.lets("ingress", group, port, { groups: caller.groups })),
      );
      if (isAdmitted) return [];
      const [group] = groups;
      const [source] = caller.groups;
      const [first] = ports;
      if (!group || !source || first === undefined) return [];
      return [
        {
          parts: [caller.service.resource.name],
          certainty: service.taskDefinitionCertainty,
          text: `cannot be reached by \`${caller.service.resource.name}\`, which calls it by Service Connect: security group${groups.length > 1 ? "s" : ""} ${named(groups.map(({ name }) => name))} of its tasks ${groups.length > 1 ? "let" : "lets"} it in on no port that it offers`,
          change: changeOf(
            {
              direction: "ingress",
              group,
              port: first,
              peer: source,
              does: "let the group of the caller in",
            },
            securityGroups,
          ),
        },
      ];
    });
  },
};

/** The ports to which callers come; undefined where one of them is not known. */
function portsOf({ resource, taskDefinition, part }: Participant): readonly number[] | undefined {
  if (part.kind !== "client-server" || !taskDefinition) return undefined;
  const property = "serviceConnectConfiguration";
  const entries = knownOr(read(resource, "inputs", [property, "services"], list), []);
  const ports = part.endpoints.map(({ portName }, index): number | undefined => {
    const entry = interpret(entries[index], object, sourceOf(resource, property));
    const own =
      entry.kind === "known"
        ? interpret(entry.value.ingressPortOverride, count, sourceOf(resource, property))
        : entry;
    if (own.kind === "known") return own.value;
    return own.kind === "absent" && portName.kind === "known"
      ? portNamed(taskDefinition, portName.value)
      : undefined;
  });
  const known = ports.filter((port) => port !== undefined);
  return known.length > 0 && known.length === ports.length ? known : undefined;
}

function portNamed({ containers }: TaskDefinition, name: string): number | undefined {
  if (containers.kind !== "known") return undefined;
  const mappings = containers.value.flatMap((container) => objectsIn(partOf(container, "portMappings")));
  const mapping = mappings.find((one) => fieldOf(one, "name") === name);
  return mapping && numberIn(fieldOf(mapping, "containerPort"));
}
