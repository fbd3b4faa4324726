/** What keeps tasks from what they need of AWS, each a small check. */

import { asArguments, codeList, comment, type Piece, reference, statement } from "../code/tree";
import { propertyName } from "../code/words";
import { startRows } from "../needs/permission-rows";
import { regionOf } from "../stack/places";
import type { Resource } from "../stack/resources";
import { read, text } from "../stack/values";
import type { Change, Check, Fault } from "../verdicts/faults";
import { named } from "../verdicts/wording";
import type { Endpoint } from "./endpoints";
import { publicRegistries, registriesOf } from "./registries";
import type { WayOut } from "./routes";
import { changeOf } from "./rule-code";
import type { SecurityGroups } from "./security-groups";
import type { TaskNetwork } from "./task-networks";

const https = 443;
const nfs = 2049;

const timeout =
  "ECS fetches secrets and images by the network of the task, and each task stops: ResourceInitializationError: unable to pull secrets or registry auth: … dial tcp …:443: i/o timeout, or CannotPullContainerError: … context deadline exceeded";

const egress: Check<TaskNetwork> = {
  kind: {
    id: "no-egress",
    meaning: "the security groups of the tasks let nothing out that could reach a registry (TCP 443)",
    evidence: "reported",
    sources: [
      "https://github.com/alphagov/govuk-infrastructure/pull/127",
      "https://github.com/Releem/releem-agent/issues/195",
      "https://github.com/deepfence/terraform-aws-cloud-scanner/pull/14",
    ],
  },
  fails: timeout,
  find({ service, groups, onFargate, stack: { securityGroups } }) {
    const [group] = groups ?? [];
    if (!groups || !group || onFargate !== "yes") return [];
    const letsSomethingOut = groups.some((one) => securityGroups.letsAnything("egress", one));
    if (letsSomethingOut && mayUseOtherPort(service)) return [];
    if (groups.some((one) => securityGroups.lets("egress", one, https, "anybody"))) return [];
    return [
      {
        parts: [],
        certainty: "proven",
        text: `runs tasks that cannot pull their image: security group${groups.length > 1 ? "s" : ""} ${named(groups.map(({ name }) => name))} ${groups.length > 1 ? "let" : "lets"} nothing out to port 443`,
        why: letsSomethingOut
          ? "their rules let something out, but not that."
          : "AWS lets everything out of a new group, and the provider takes that rule away where the program gives none.",
        change: outward(group, securityGroups),
      },
    ];
  },
};

function outward(group: Resource, securityGroups: SecurityGroups): Change[] {
  const everywhere = { peer: "everybody", does: "let the tasks out", port: https } as const;
  return changeOf({ direction: "egress", group, ...everywhere }, securityGroups);
}

/** Whether an image is in a registry at a port of its own, or may be. */
function mayUseOtherPort({ taskDefinition }: TaskNetwork["service"]): boolean {
  const registries = taskDefinition && registriesOf(taskDefinition);
  return !registries || registries.some((registry) => /:\d+$/.test(registry));
}

const publicAddress: Check<TaskNetwork> = {
  kind: {
    id: "no-public-address/<subnet>",
    meaning: "this subnet has an internet gateway as its only way out, and the tasks no public address",
    evidence: "reported",
    sources: [
      "https://github.com/nikovirtala/cdk-github-actions-runner/pull/3",
      "https://github.com/aws/amazon-ecs-agent/issues/1128",
      "https://github.com/aws/amazon-ecs-agent/issues/1266",
    ],
  },
  fails: timeout,
  find(tasks) {
    if (tasks.hasPublicAddress !== "no") return [];
    return withoutWay(tasks, "internet gateway").map(({ subnet, certainty }) => ({
      parts: [subnet.name],
      certainty,
      text: `runs tasks without a way to the registry: subnet \`${subnet.name}\` has an internet gateway as its only way out, which is of use to tasks with a public address alone`,
      change: [
        `give the tasks a public address, or a subnet whose default route leads to a NAT gateway. In \`${propertyName("networkConfiguration")}\`:`,
        asArguments({ assignPublicIp: true }),
      ],
    }));
  },
};

const wayOut: Check<TaskNetwork> = {
  kind: {
    id: "no-way-out/<subnet>",
    meaning: "no route leads out of this subnet, and its VPC has no endpoints for a registry",
    evidence: "reported",
    sources: [
      "https://github.com/anomalyco/sst/issues/6019",
      "https://github.com/aws/amazon-ecs-agent/issues/1128",
      "https://github.com/aws/amazon-ecs-agent/issues/1246",
    ],
  },
  fails: timeout,
  find: (tasks) =>
    withoutWay(tasks, "none").map(({ subnet, way, certainty }) => {
      const table = way.kind === "none" ? way.table : undefined;
      return {
        parts: [subnet.name],
        certainty,
        text: `runs tasks without a way to the registry: no route leads out of subnet \`${subnet.name}\``,
        why: table
          ? `${tableLabel(table)}, which it has, holds no route to a NAT gateway or another way out.`
          : "no route table of this stack is associated with it, so that it has the main one of its VPC, which leads nowhere.",
        change: [
          table
            ? "let a route lead to a NAT gateway in a public subnet:"
            : "associate it with a route table that leads to a NAT gateway in a public subnet:",
          table
            ? statement({ module: "ec2", name: "Route" }, "…", {
                routeTableId: reference(table.name, "id"),
                destinationCidrBlock: "0.0.0.0/0",
                natGatewayId: reference("natGateway", "id"),
              })
            : statement({ module: "ec2", name: "RouteTableAssociation" }, "…", {
                subnetId: reference(subnet.name, "id"),
                routeTableId: reference("routeTable", "id"),
              }),
        ],
      };
    }),
};

function tableLabel({ name }: Resource): string {
  return `route table \`${name}\``;
}

interface Closed {
  readonly subnet: Resource;
  readonly way: WayOut;
  readonly certainty: Fault["certainty"];
}

/** The subnets without endpoints from which tasks on Fargate do not get out: where only some count, all of them must be such. */
function withoutWay(tasks: TaskNetwork, kind: WayOut["kind"]): Closed[] {
  const closed = closedSubnets(tasks);
  const { endpoints } = tasks.stack;
  const isPublic = usesPublicRegistry(tasks);
  // With endpoints it is one of them that is missing, if anything is. To registries outside of AWS none leads.
  return closed.filter(
    ({ way }) => way.kind === kind && (isPublic || endpoints.of(way.vpc).every(({ isGateway }) => isGateway)),
  );
}

function usesPublicRegistry({ service: { taskDefinition } }: TaskNetwork): boolean {
  return ((taskDefinition && registriesOf(taskDefinition)) ?? []).some((registry) =>
    publicRegistries.includes(registry),
  );
}

/** Whether all images are in registries that may be in the VPC itself. */
function mayNeedNoWay({ service: { taskDefinition } }: TaskNetwork): boolean {
  const registries = taskDefinition && registriesOf(taskDefinition);
  return (
    registries?.every((registry) => !publicRegistries.includes(registry) && !/\.dkr[.-]ecr/.test(registry)) ??
    false
  );
}

function closedSubnets(tasks: TaskNetwork): Closed[] {
  const {
    subnets,
    onFargate,
    hasPublicAddress,
    stack: { routes, endpoints },
  } = tasks;
  if (!subnets || onFargate !== "yes" || endpoints.areLeftOut || mayNeedNoWay(tasks)) return [];
  const closed = subnets.among.flatMap((subnet): Closed[] => {
    const way = routes.outOf(subnet);
    if (!way || (way.kind === "internet gateway" && hasPublicAddress !== "no")) return [];
    return [{ subnet, way, certainty: "presumed" }];
  });
  return subnets.areAll || closed.length === subnets.among.length ? closed : [];
}

const endpointMissing: Check<TaskNetwork> = {
  kind: {
    id: "endpoint-missing/<service>",
    meaning:
      "the tasks have no way out but the endpoints of their VPC, and that for this service of AWS is missing",
    evidence: "reported",
    sources: [
      "https://github.com/aws-samples/aws-fargate-pipeline-lambda-autoscaling/issues/3",
      "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html",
    ],
  },
  fails: timeout,
  find(tasks) {
    const [first] = closedSubnets(tasks);
    const found = first && tasks.stack.endpoints.of(first.way.vpc);
    const demanded = servicesFor(tasks);
    if (!first || !found || !demanded || found.every(({ isGateway }) => isGateway)) return [];
    if (found.some(({ service }) => service === undefined)) return [];
    return demanded
      .filter((service) => !found.some((endpoint) => endpoint.service === service && endpoint.hasNames))
      .map((service) => {
        const nameless = found.find((endpoint) => endpoint.service === service);
        const region = regionOf(tasks.service.resource) ?? "…";
        const isChinese = region.startsWith("cn-") && service.startsWith("ecr.");
        const serviceName = `${isChinese ? "cn." : ""}com.amazonaws.${region}.${service}`;
        const closed = `nothing else leads ${
          first.way.kind === "internet gateway" ? "tasks without a public address " : ""
        }out of subnet \`${first.subnet.name}\``;
        return {
          parts: [service],
          certainty: "presumed",
          text: nameless
            ? `runs tasks without a way to ${service}: endpoint \`${nameless.resource.name}\` of their VPC is there without private DNS names, and ${closed}`
            : `runs tasks without a way to ${service}: their VPC has endpoints, but none for that, and ${closed}`,
          change: nameless
            ? [
                `let its names lead to the endpoint, in \`${nameless.resource.name}\`:`,
                asArguments({ privateDnsEnabled: true }),
              ]
            : ["add the endpoint:", endpointCode(first.way.vpc, serviceName, service === "s3")],
        };
      });
  },
};

function endpointCode(vpc: Resource, serviceName: string, isGateway: boolean): Piece {
  const vpcId = reference(vpc.name, "id");
  return statement(
    { module: "ec2", name: "VpcEndpoint" },
    "…",
    isGateway
      ? { vpcId, serviceName, routeTableIds: codeList([comment("those of the subnets")]) }
      : {
          vpcId,
          vpcEndpointType: "Interface",
          serviceName,
          privateDnsEnabled: true,
          subnetIds: codeList([comment("…")]),
          securityGroupIds: codeList([comment("port 443")]),
        },
  );
}

/** The services of AWS without which these tasks do not start; undefined where that is not known. */
function servicesFor({ service, stack: { needs } }: TaskNetwork): readonly string[] | undefined {
  if (!service.taskDefinition || isOnOldPlatform(service)) return undefined;
  const all = needs.ofTasks(service);
  const holds = (row: unknown) => all.some((need) => need.row === row);
  // Registries elsewhere are not reached by endpoints: what their images are is not known here.
  if (!holds(startRows.image)) return undefined;
  return ["ecr.api", "ecr.dkr", "s3", ...(holds(startRows.logStream) ? ["logs"] : [])];
}

/** Whether its platform may be one before version 1.4.0, which asked other endpoints. */
function isOnOldPlatform({ resource }: TaskNetwork["service"]): boolean {
  const version = read(resource, "inputs", ["platformVersion"], text);
  return version.kind === "unknown" || (version.kind === "known" && /^1\.[0-3]\./.test(version.value));
}

const endpointClosed: Check<TaskNetwork> = {
  kind: {
    id: "endpoint-not-admitted/<endpoint>",
    meaning: "the security groups of this endpoint do not let the tasks in on port 443",
    evidence: "documented",
    sources: ["https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html"],
  },
  fails: timeout,
  find(tasks) {
    const [first] = closedSubnets(tasks);
    const { groups, stack } = tasks;
    if (!first || !groups) return [];
    const isClosed = ({ resource, isGateway }: Endpoint): boolean => {
      const own = isGateway ? undefined : stack.securityGroups.listedBy(resource, ["securityGroupIds"]);
      return own?.every((group) => !stack.securityGroups.lets("ingress", group, https, { groups })) ?? false;
    };
    return stack.endpoints
      .of(first.way.vpc)
      .filter(isClosed)
      .map(({ resource }) => ({
        parts: [resource.name],
        certainty: "presumed",
        text: `runs tasks that endpoint \`${resource.name}\` does not let in, which is their only way to it`,
        change: admission(
          stack.securityGroups.listedBy(resource, ["securityGroupIds"]),
          https,
          groups,
          stack.securityGroups,
        ),
      }));
  },
};

/** Lets tasks in, where there is a group to do so. */
function admission(
  [group]: readonly Resource[] = [],
  port: number,
  [own]: readonly Resource[],
  securityGroups: SecurityGroups,
): Change[] {
  if (!group || !own) return [];
  const does = "let the group of the tasks in";
  return changeOf({ direction: "ingress", group, port, peer: own, does }, securityGroups);
}

const fileSystem: Check<TaskNetwork> = {
  kind: {
    id: "file-system-not-reached/<file-system>",
    meaning: "security groups keep the tasks from the mount targets of this file system (TCP 2049)",
    evidence: "reported",
    sources: [
      "https://github.com/strongdm/accessbot/issues/282",
      "https://github.com/aws/amazon-ecs-agent/issues/2570",
      "https://docs.aws.amazon.com/efs/latest/ug/network-access.html",
    ],
  },
  fails:
    "each task stops: ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: … mount.nfs4: Connection timed out",
  find({ service, groups, stack: { mountTargets, securityGroups } }) {
    if (!groups) return [];
    return mountTargets.mountedBy(service).flatMap((mounted): Fault[] => {
      const targets = mountTargets.of(mounted) ?? [];
      const each = targets.map((target) => securityGroups.listedBy(target, ["securityGroups"]));
      const known = each.filter((own) => own !== undefined);
      if (known.length === 0 || known.length < each.length) return [];
      const isLetOut = groups.some((group) =>
        known.some((own) => securityGroups.lets("egress", group, nfs, { groups: own })),
      );
      const isLetIn = known.some((own) =>
        own.some((group) => securityGroups.lets("ingress", group, nfs, { groups })),
      );
      if (isLetOut && isLetIn) return [];
      const [target] = known;
      const [own] = groups;
      const what = `runs tasks that cannot mount file system \`${mounted.name}\``;
      return [
        {
          parts: [mounted.name],
          certainty: service.taskDefinitionCertainty,
          text: isLetIn
            ? `${what}: security group${groups.length > 1 ? "s" : ""} ${named(groups.map(({ name }) => name))} ${groups.length > 1 ? "let" : "lets"} nothing out to port 2049 of its mount targets`
            : `${what}: the security groups of its mount targets do not let them in on port 2049`,
          change:
            isLetIn && own ? outward(own, securityGroups) : admission(target, nfs, groups, securityGroups),
        },
      ];
    });
  },
};

/** All checks, in the order in which they are told. */
export const checks: readonly Check<TaskNetwork>[] = [
  egress,
  publicAddress,
  wayOut,
  endpointMissing,
  endpointClosed,
  fileSystem,
];
