/** What a service says to AWS when it is made, as far as the program writes it down. */
import type { Graph } from "../../stack/graph";
import type { Property } from "../../stack/properties";
import type { Resource } from "../../stack/resources";
import { roleType } from "../../stack/types";
import { knownOr, list, object, read, sourceUrns, text, truth } from "../../stack/values";
import type { Change, Check, Fault } from "../../verdicts/faults";
import type { FindingKind } from "../../verdicts/kinds";
import { isOnFargate } from "../launch";
import type { Service } from "../services";
import type { ScaledServices } from "./scaling";

/** Whether a program gives something. */
export type Given = "yes" | "no" | "not known";

/** A service that is to be made. Whatever is not known is not judged. */
export interface Creation {
  readonly service: Service;
  /** As AWS takes it where the program does not say; undefined where it is not known. */
  readonly controller: string | undefined;
  readonly scheduling: string | undefined;
  /** How deployments go. */
  readonly deploys: string | undefined;
  /** The launch type; "none given" where there is none, undefined where it is not known. */
  readonly launchType: string | undefined;
  readonly isOnFargate: boolean;
  readonly networkConfiguration: Given;
  /** The network mode of its task definition; "none given" where AWS takes another than that of Fargate. */
  readonly networkMode: string | undefined;
  readonly strategies: readonly Property[];
  readonly loadBalancers: readonly Property[];
  readonly hasLoadBalancers: Given;
  /** Whether an ARN in them that is not known is that of a target group. */
  readonly namesTargetGroups: boolean;
  /** Whether it gives a role for load balancers, other than the one that ECS makes itself. */
  readonly hasRole: boolean;
  readonly hasCircuitBreaker: boolean;
  /** Whether something else may say how many tasks there are. */
  readonly isScaled: boolean;
}

export const none = "none given";

/** With the controller EXTERNAL task sets say what is about tasks, not the service. */
export const saysItself = ({ controller }: Creation) => controller !== undefined && controller !== "EXTERNAL";

export function creationOf(service: Service, graph: Graph, scaled: ScaledServices): Creation {
  const { resource } = service;
  const member = <T>(path: readonly [string, ...string[]], otherwise: T) => said(resource, path, otherwise);
  return {
    service,
    controller: member(["deploymentController", "type"], "ECS"),
    scheduling: member(["schedulingStrategy"], "REPLICA"),
    deploys: member(["deploymentConfiguration", "strategy"], "ROLLING"),
    launchType: member(["launchType"], none),
    isOnFargate: isOnFargate(service) === "yes",
    networkConfiguration: objectGiven(resource, "networkConfiguration"),
    networkMode: networkModeOf(service),
    strategies: listed(resource, "capacityProviderStrategies"),
    loadBalancers: listed(resource, "loadBalancers"),
    hasLoadBalancers: listGiven(resource, "loadBalancers"),
    namesTargetGroups: namesTargetGroups(resource, graph),
    hasRole: hasRole(resource, graph),
    hasCircuitBreaker: knownOr(
      read(resource, "inputs", ["deploymentCircuitBreaker", "enable"], truth),
      false,
    ),
    isScaled: scaled.has(resource),
  };
}

function said<T>(resource: Resource, path: readonly [string, ...string[]], otherwise: T) {
  const value = read(resource, "inputs", path, text);
  return value.kind === "absent" ? otherwise : knownOr(value, undefined);
}

export function listed(resource: Resource, property: string): readonly Property[] {
  return knownOr(read(resource, "inputs", [property], list), []);
}

export function listGiven(resource: Resource, property: string): Given {
  const value = read(resource, "inputs", [property], list);
  if (value.kind === "known") return value.value.length > 0 ? "yes" : "no";
  return value.kind === "absent" ? "no" : "not known";
}

function objectGiven(resource: Resource, property: string): Given {
  const { kind } = read(resource, "inputs", [property], object);
  return kind === "known" ? "yes" : kind === "absent" ? "no" : "not known";
}

function networkModeOf({ taskDefinition, resource }: Service): string | undefined {
  if (!taskDefinition) return undefined;
  const mode = read(taskDefinition.resource, "inputs", ["networkMode"], text);
  if (mode.kind !== "absent") return knownOr(mode, undefined);
  // Without one Managed Instances have `awsvpc`, as Fargate has; only instances of other kinds have `bridge`.
  const given = read(taskDefinition.resource, "inputs", ["requiresCompatibilities"], list);
  if (given.kind === "unknown") return undefined;
  const platforms = knownOr(given, []);
  if (platforms.length === 1 && platforms[0] === "MANAGED_INSTANCES") return "awsvpc";
  const where = platforms.length > 0 ? platforms : [said(resource, ["launchType"], none)];
  return where.every(isOfInstances) ? none : undefined;
}

function isOfInstances(platform: Property): boolean {
  return platform === "EC2" || platform === "EXTERNAL";
}

/** Pulumi has had target groups under several names. */
function namesTargetGroups(resource: Resource, graph: Graph): boolean {
  const edges = resource.propertyDependencies.get("loadBalancers") ?? [];
  return graph.behind(edges).some(({ resource: { type } }) => /\/targetGroup:TargetGroup$/.test(type));
}

/** In a view of what AWS made stands its own role, which no program gives. */
function hasRole(resource: Resource, graph: Graph): boolean {
  const role = read(resource, "inputs", ["iamRole"], text);
  if (role.kind === "known") return !/aws-service-role\/|AWSServiceRoleForECS/.test(role.value);
  return graph.onlyBehind(sourceUrns(role), roleType)?.packaged === false;
}

export const refused = "AWS refuses the service: InvalidParameterException:";

/** A check of one thing about a service as a whole. */
export function whole(
  kind: FindingKind,
  fails: string,
  isRefused: (creation: Creation) => boolean,
  text: string,
  ...change: Change[]
): Check<Creation> {
  return {
    kind,
    fails,
    find: (creation): Fault[] =>
      isRefused(creation) ? [{ parts: [], certainty: "proven", text, change }] : [],
  };
}

/** The same of a service and its task definition together, which may be another one. */
export function withDefinition(...check: Parameters<typeof whole>): Check<Creation> {
  const own = whole(...check);
  return {
    ...own,
    find: (creation) =>
      own.find(creation).map((fault) => ({ ...fault, certainty: creation.service.taskDefinitionCertainty })),
  };
}
