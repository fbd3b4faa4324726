/**
 * Where the tasks of services run: in which subnets, with which security groups, with or without a public address
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html).
 */
import { startsOnFargate } from "../ecs/launch";
import type { Service } from "../ecs/services";
import type { Answer } from "../iam/answers";
import type { TaskNeeds } from "../needs/task-needs";
import type { Graph } from "../stack/graph";
import type { Resource } from "../stack/resources";
import { interpret, list, read, sourceOf, text, truth } from "../stack/values";
import { Endpoints } from "./endpoints";
import type { MountTargets } from "./mount-targets";
import { Routes } from "./routes";
import type { SecurityGroups } from "./security-groups";
import { subnetTypes } from "./types";

export interface TaskNetwork {
  readonly service: Service;
  readonly stack: TaskNetworks;
  /** Those of this stack; undefined where they are not known. */
  readonly subnets: Subnets | undefined;
  /** All security groups, of this stack; undefined where one may be another one. */
  readonly groups: readonly Resource[] | undefined;
  readonly hasPublicAddress: Answer;
  readonly onFargate: Answer;
}

export interface Subnets {
  readonly among: readonly Resource[];
  /** Whether tasks run in all of them, or in some of them. */
  readonly areAll: boolean;
}

/** Tasks with a network of their own, and all that is around them. */
export class TaskNetworks {
  readonly routes: Routes;
  readonly endpoints: Endpoints;

  constructor(
    private readonly graph: Graph,
    readonly securityGroups: SecurityGroups,
    readonly mountTargets: MountTargets,
    touched: ReadonlySet<Resource>,
    readonly needs: TaskNeeds,
    private readonly services: readonly Service[],
  ) {
    this.routes = new Routes(graph, touched);
    this.endpoints = new Endpoints(graph);
  }

  get all(): TaskNetwork[] {
    return this.services
      .filter(({ leftOut, resource }) => !leftOut && resource.inputs.networkConfiguration !== undefined)
      .map((service) => ({
        service,
        stack: this,
        subnets: this.subnetsOf(service.resource),
        groups: this.securityGroups.listedBy(service.resource, ["networkConfiguration", "securityGroups"]),
        hasPublicAddress: publicAddressOf(service.resource),
        onFargate: startsOnFargate(service),
      }));
  }

  private subnetsOf(service: Resource): Subnets | undefined {
    const property = "networkConfiguration";
    const edges = service.propertyDependencies.get(property) ?? [];
    const all = this.graph.behindOfType(edges, ...subnetTypes);
    const direct = all.filter(({ packaged }) => !packaged);
    const behind = direct.length > 0 ? direct : all;
    const listed = read(service, "inputs", [property, "subnets"], list);
    if (listed.kind === "unknown" && behind.length > 0)
      return { among: behind.map(({ resource }) => resource), areAll: false };
    if (listed.kind !== "known" || listed.value.length === 0) return undefined;
    const source = sourceOf(service, property);
    const ids = listed.value.map((entry) => interpret(entry, text, source));
    const known = ids.flatMap((id) =>
      id.kind === "known" ? [this.routes.subnetNamed(service, property, id.value)] : [],
    );
    const ofStack = known.filter((subnet) => subnet !== undefined);
    const unknown = ids.length - known.length;
    if (unknown === 0) return ofStack.length > 0 ? { among: ofStack, areAll: true } : undefined;
    const found = new Set(ofStack);
    const others = behind.filter(({ resource }) => !found.has(resource));
    // What a packaged component gives out may be one or another of those that it holds.
    const areAll = others.length === unknown && others.every(({ packaged }) => !packaged);
    return others.length > 0
      ? { among: [...(areAll ? ofStack : []), ...others.map(({ resource }) => resource)], areAll }
      : undefined;
  }
}

function publicAddressOf(service: Resource): Answer {
  const assigned = read(service, "inputs", ["networkConfiguration", "assignPublicIp"], truth);
  if (assigned.kind === "absent") return "no";
  if (assigned.kind !== "known") return "cannot tell";
  return assigned.value ? "yes" : "no";
}
