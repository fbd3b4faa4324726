/** What keeps a load balancer from its tasks, each a small check. */

import { asArguments, asMembers, codeList, document } from "../code/tree";
import { propertyName } from "../code/words";
import { fieldOf, partOf } from "../ecs/containers";
import { launchOf } from "../ecs/launch";
import type { Service } from "../ecs/services";
import type { TaskDefinition } from "../ecs/task-definitions";
import { changeOf } from "../network/rule-code";
import type { Protocol } from "../network/security-groups";
import { labelOf } from "../stack/labels";
import { textIn } from "../stack/literals";
import type { Property } from "../stack/properties";
import type { Resource } from "../stack/resources";
import { count, interpret, knownOr, list, object, read, type Source, text } from "../stack/values";
import type { Change, Check, Fault } from "../verdicts/faults";
import { named } from "../verdicts/wording";
import type { InFront, LoadBalanced, TasksBehind } from "./tasks-behind";

const nowhere: Source = { kind: "elsewhere" };

const targetType: Check<TasksBehind> = {
  kind: {
    id: "target-type/<target-group>",
    meaning:
      "the target type of this target group does not go with the network mode of the tasks: `ip` with `awsvpc`, `instance` with the others",
    evidence: "reported",
    sources: [
      "https://github.com/hashicorp/terraform-provider-aws/issues/11723",
      "https://github.com/riboseinc/terraform-aws-ecs-gitlab/issues/5",
      "https://github.com/hashicorp/terraform/issues/24266",
    ],
  },
  fails:
    "AWS refuses the service: InvalidParameterException: The provided target group … has target type …, which is incompatible with the … network mode specified in the task definition.",
  find({ service, targetGroups, stack: { services } }) {
    const mode = service.taskDefinition && networkMode(service.taskDefinition, services);
    if (mode === undefined) return [];
    return targetGroups.flatMap((group): Fault[] => {
      const type = read(group, "inputs", ["targetType"], text);
      // Without one AWS takes `instance`.
      const has = type.kind === "absent" ? "instance" : knownOr(type, undefined);
      const wanted = mode === "awsvpc" ? "ip" : "instance";
      if (has === wanted || (has !== "ip" && has !== "instance")) return [];
      const written =
        type.kind === "absent"
          ? `no \`${propertyName("targetType")}\`, and so that of instances`
          : `target type \`${has}\``;
      return [
        {
          parts: [group.name],
          certainty: service.taskDefinitionCertainty,
          text: `registers tasks of network mode ${mode} with target group \`${group.name}\`, which has ${written}: AWS refuses it`,
          change: [
            `give \`${group.name}\` the target type of such tasks:`,
            asArguments({ targetType: wanted }),
          ],
        },
      ];
    });
  },
};

/** The network mode of tasks; undefined where it is not known. */
function networkMode(
  definition: TaskDefinition,
  services: readonly Service[],
): "awsvpc" | "bridge" | "host" | undefined {
  const mode = read(definition.resource, "inputs", ["networkMode"], text);
  if (mode.kind === "known")
    return mode.value === "awsvpc" || mode.value === "bridge" || mode.value === "host"
      ? mode.value
      : undefined;
  // Windows has another default.
  const isLinux = definition.resource.inputs.runtimePlatform === undefined;
  const { onFargate, forFargate } = launchOf(definition, services);
  // So have Managed Instances.
  const isElsewhere = onFargate === "no" && forFargate === "no" && !mayBeOnManagedInstances(definition);
  return mode.kind === "absent" && isElsewhere && isLinux ? "bridge" : undefined;
}

function mayBeOnManagedInstances({ resource }: TaskDefinition): boolean {
  const platforms = read(resource, "inputs", ["requiresCompatibilities"], list);
  return platforms.kind === "known" && platforms.value.some((platform) => platform === "MANAGED_INSTANCES");
}

const container: Check<TasksBehind> = {
  kind: {
    id: "container/<number>",
    meaning: "the container of that entry of `loadBalancers` is none of the task definition",
    evidence: "reported",
    sources: ["https://github.com/aws/amazon-ecs-agent/issues/1276"],
  },
  fails:
    "AWS refuses the service: InvalidParameterException: The container … does not exist in the task definition.",
  find({ service, entries = [] }) {
    const { taskDefinition } = service;
    const containers = taskDefinition && namesOf(taskDefinition);
    if (taskDefinition?.containers.kind !== "known" || !containers) return [];
    const shown = taskDefinition.containers.value.map(({ name }) => name);
    return entries.flatMap(({ number, container: name }): Fault[] =>
      name === undefined || containers.includes(name)
        ? []
        : [
            {
              parts: [number],
              certainty: service.taskDefinitionCertainty,
              text: `names a container in entry ${number} of \`${propertyName("loadBalancers")}\` that ${labelOf(taskDefinition.resource)} does not have: AWS refuses it`,
              change: [
                `write the name of a container of \`${taskDefinition.resource.name}\` in \`${propertyName("containerName")}\`: ${named(shown)}.`,
              ],
            },
          ],
    );
  },
};

/** The names of all containers; undefined where one of them is not known. */
function namesOf({ containers }: TaskDefinition): readonly string[] | undefined {
  if (containers.kind !== "known") return undefined;
  const known = containers.value.flatMap((container) => textIn(partOf(container, "name")) ?? []);
  return known.length === containers.value.length ? known : undefined;
}

const port: Check<TasksBehind> = {
  kind: {
    id: "container-port/<number>",
    meaning: "the container of that entry of `loadBalancers` maps no such port",
    evidence: "reported",
    sources: ["https://github.com/pulumi/pulumi-awsx/issues/1172"],
  },
  fails:
    "AWS refuses the service: InvalidParameterException: The container … did not have a container port … defined.",
  find({ service, entries = [] }) {
    const { taskDefinition } = service;
    if (taskDefinition?.containers.kind !== "known") return [];
    const { containers } = taskDefinition;
    return entries.flatMap(({ number, container: name, port: wanted }): Fault[] => {
      const found = containers.value.find(({ properties }) => fieldOf(properties, "name") === name);
      if (name === undefined || wanted === undefined || !found) return [];
      if (maps(fieldOf(found.properties, "portMappings"), wanted)) return [];
      return [
        {
          parts: [number],
          certainty: service.taskDefinitionCertainty,
          text: `names port ${wanted} in entry ${number} of \`${propertyName("loadBalancers")}\`, which container \`${found.name}\` of ${labelOf(taskDefinition.resource)} does not map: AWS refuses it`,
          change: [
            `map the port in \`portMappings\` of \`${found.name}\`, or write one that it maps in \`${propertyName("containerPort")}\`:`,
            asMembers({ portMappings: codeList([document({ containerPort: wanted })]) }),
          ],
        },
      ];
    });
  },
};

/** Whether port mappings hold a port, or may: by itself, or in a range. */
function maps(mappings: Property, wanted: number): boolean {
  const listed = interpret(mappings, list, nowhere);
  if (listed.kind === "absent") return false;
  if (listed.kind !== "known") return true;
  return listed.value.some((entry) => {
    const mapping = interpret(entry, object, nowhere);
    if (mapping.kind !== "known") return true;
    const range = interpret(fieldOf(mapping.value, "containerPortRange"), text, nowhere);
    const single = interpret(fieldOf(mapping.value, "containerPort"), count, nowhere);
    if (range.kind === "known") {
      const [, from, to] = /^(\d+)-(\d+)$/.exec(range.value) ?? [];
      return from === undefined || (wanted >= Number(from) && wanted <= Number(to));
    }
    if (range.kind !== "absent" || single.kind === "unknown" || single.kind === "malformed") return true;
    return single.kind === "known" && single.value === wanted;
  });
}

const steady = "tasks start, never get healthy, and are replaced for ever; `up` waits and fails:";
const unhealthy = `${steady} (service …) (task …) failed ELB health checks in (target-group …): Request timed out`;

const admitted: Check<TasksBehind> = {
  kind: {
    id: "not-admitted/<load-balancer>",
    meaning: "the security groups of the tasks let this load balancer in on no port that it sends to",
    evidence: "reported",
    sources: [
      "https://github.com/telia-oss/terraform-aws-ecs-fargate/issues/57",
      "https://github.com/pulumi/pulumi-awsx/issues/817",
      "https://github.com/aws-observability/aws-otel-collector/issues/2014",
    ],
  },
  fails: unhealthy,
  find(tasks) {
    const ports = portsOf(tasks);
    if (!ports) return [];
    return betweenGroups(tasks, ({ loadBalancer, groups }, own) =>
      isLetIn(tasks, ports, groups)
        ? []
        : [
            {
              parts: [loadBalancer.name],
              certainty: tasks.service.taskDefinitionCertainty,
              text: `cannot be reached by load balancer \`${loadBalancer.name}\`: security group${own.length > 1 ? "s" : ""} ${named(own.map(({ name }) => name))} of its tasks ${own.length > 1 ? "let" : "lets"} it in on no port to which it sends`,
              change: opening(tasks, ports[0] ?? 0, groups),
            },
          ],
    );
  },
};

const healthPort: Check<TasksBehind> = {
  kind: {
    id: "health-port-not-admitted/<target-group>",
    meaning: "they let it in, but not on the port of the health check of this target group",
    evidence: "reported",
    sources: ["https://github.com/aws/aws-cdk/issues/18093"],
  },
  fails: unhealthy,
  find(tasks) {
    const ports = portsOf(tasks);
    if (!ports) return [];
    return tasks.targetGroups.flatMap((targetGroup) => {
      const health = read(targetGroup, "inputs", ["healthCheck", "port"], count);
      // `traffic-port`, which AWS takes without one as well, is the port to which it sends.
      if (health.kind !== "known" || ports.includes(health.value)) return [];
      return betweenGroups({ ...tasks, targetGroups: [targetGroup] }, ({ loadBalancer, groups }, own) => {
        // Where it is let in nowhere, that is told.
        if (!isLetIn(tasks, ports, groups) || letsIn(tasks.stack, own, health.value, groups, "tcp"))
          return [];
        return [
          {
            parts: [targetGroup.name],
            certainty: tasks.service.taskDefinitionCertainty,
            text: `never gets healthy behind load balancer \`${loadBalancer.name}\`: target group \`${targetGroup.name}\` is checked on port ${health.value}, on which the security groups of its tasks do not let it in`,
            change: opening({ ...tasks, targetGroups: [] }, health.value, groups),
          },
        ];
      });
    });
  },
};

const sends: Check<TasksBehind> = {
  kind: {
    id: "load-balancer-sends-nothing/<load-balancer>",
    meaning: "the load balancer's own security groups let nothing out to the tasks",
    evidence: "documented",
    sources: [
      "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html",
    ],
  },
  fails: unhealthy,
  find(tasks) {
    const ports = portsOf(tasks);
    if (!ports) return [];
    return betweenGroups(tasks, ({ loadBalancer, groups }, own) => {
      const [first] = groups;
      const [target] = own;
      if (groups === "none" || typeof first === "string" || !first || !target) return [];
      const protocols = protocolsOf(tasks.targetGroups);
      const isSent = groups.some((group) =>
        ports.some((one) =>
          protocols.some((protocol) =>
            tasks.stack.securityGroups.lets("egress", group, one, { groups: own }, protocol),
          ),
        ),
      );
      if (isSent) return [];
      return [
        {
          parts: [loadBalancer.name],
          certainty: tasks.service.taskDefinitionCertainty,
          text: `cannot be reached by load balancer \`${loadBalancer.name}\`, whose security group${groups.length > 1 ? "s" : ""} ${named(groups.map(({ name }) => name))} ${groups.length > 1 ? "let" : "lets"} nothing out to its tasks`,
          why: `the provider takes the rule away with which AWS lets everything out, where a group has no \`${propertyName("egress")}\` of its own.`,
          change: changeOf(
            {
              direction: "egress",
              group: first,
              port: ports[0] ?? 0,
              protocol: protocols[0],
              peer: target,
              does: "let it out to the tasks",
            },
            tasks.stack.securityGroups,
          ),
        },
      ];
    });
  },
};

/** The ports to which load balancers send; undefined where one of them is not known, or is not that of the task. */
function portsOf({ service, entries }: TasksBehind): readonly number[] | undefined {
  const mode =
    service.taskDefinition && read(service.taskDefinition.resource, "inputs", ["networkMode"], text);
  if (!entries || entries.length === 0 || !mode || knownOr(mode, undefined) !== "awsvpc") return undefined;
  const ports = entries.flatMap((entry) => entry.port ?? []);
  return ports.length === entries.length ? ports : undefined;
}

type Known = InFront & { readonly groups: readonly Resource[] | "none" };

/** Asks for each load balancer in front of the tasks, where all groups between them are of this stack. */
function betweenGroups(
  { targetGroups, groups: own, stack }: TasksBehind,
  ask: (inFront: Known, own: readonly Resource[]) => readonly Fault[],
): readonly Fault[] {
  if (!own) return [];
  const seen = new Set<Resource>();
  return targetGroups
    .flatMap((targetGroup) => stack.inFrontOf(targetGroup))
    .flatMap((inFront) => {
      const { groups, loadBalancer } = inFront;
      if (groups === undefined || seen.has(loadBalancer)) return [];
      seen.add(loadBalancer);
      return ask({ ...inFront, groups }, own);
    });
}

/** Whether tasks let a load balancer in on some port to which it sends. */
function isLetIn(
  { groups: own = [], targetGroups, stack }: TasksBehind,
  ports: readonly number[],
  from: readonly Resource[] | "none",
): boolean {
  return protocolsOf(targetGroups).some((protocol) =>
    ports.some((port) => letsIn(stack, own, port, from, protocol)),
  );
}

function letsIn(
  { securityGroups }: LoadBalanced,
  own: readonly Resource[],
  port: number,
  from: readonly Resource[] | "none",
  protocol: Protocol,
): boolean {
  const peer = { groups: from === "none" ? undefined : from };
  return own.some((group) => securityGroups.lets("ingress", group, port, peer, protocol));
}

function opening(
  { stack: { securityGroups }, groups, targetGroups }: TasksBehind,
  port: number,
  from: readonly Resource[] | "none",
): Change[] {
  const [group] = groups ?? [];
  const [source] = from === "none" ? [] : from;
  if (!group) return [];
  const does = source
    ? "let the group of the load balancer in"
    : "let in the addresses of the load balancer's subnets and, where it keeps them, of its clients";
  const [protocol] = protocolsOf(targetGroups);
  return changeOf(
    { direction: "ingress", group, port, protocol, peer: source ?? "addresses", does },
    securityGroups,
  );
}

/** What load balancers send to their target groups; the protocols that it may be, where that is not known. */
function protocolsOf(targetGroups: readonly Resource[]): readonly [Protocol, ...Protocol[]] {
  const all = targetGroups.flatMap((targetGroup): readonly Protocol[] => {
    const protocol = read(targetGroup, "inputs", ["protocol"], text);
    if (protocol.kind === "absent") return ["tcp"];
    if (protocol.kind !== "known" || /^TCP_./.test(protocol.value)) return ["tcp", "udp"];
    return /^(?:UDP|QUIC)$/.test(protocol.value) ? ["udp"] : ["tcp"];
  });
  const [first = "tcp", ...others] = new Set(all);
  return [first, ...others];
}

/** All checks, in the order in which they are told. */
export const checks: readonly Check<TasksBehind>[] = [
  targetType,
  container,
  port,
  admitted,
  healthPort,
  sends,
];
