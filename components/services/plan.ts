/** What the arguments of a service come to, checked before anything is registered. */
import { createHash } from "node:crypto";
import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checked, checkedIfGiven, isKnown, ofForm, oneOf, wholeNumber } from "../checks";
import { migrationOf } from "../jobs/migration";
import { planOneOff } from "../jobs/plan";
import type { ServiceLoadBalancerArgs } from "../load-balancers/args";
import {
  existsAlready,
  kindOf,
  planRoute,
  type RoutePlan,
  refuseBalancer,
  twoSubnets,
} from "../load-balancers/plan";
import { type Strategy, strategiesOf } from "../tasks/capacity";
import { planTask, type TaskPlan } from "../tasks/plan";
import type { FargateServiceArgs, ServiceConnectProxyArgs } from "./args";
import { type DeploymentPlan, planDeployment } from "./deployment";

/** Name of the main container's port, which Service Connect uses. */
export const portName = "app";

/** A service whose known arguments are all right. */
export interface ServicePlan {
  readonly task: TaskPlan;
  readonly port: pulumi.Output<number> | undefined;
  readonly desiredCount: pulumi.Output<number>;
  readonly capacityProviderStrategies: readonly Strategy[] | undefined;
  readonly serviceConnect: ServiceConnectPlan | undefined;
  readonly deployment: DeploymentPlan;
  /** The way to it from a load balancer; `given` where a target group exists already. */
  readonly route: RoutePlan | "given" | undefined;
}

/**
 * @param isShared whether its load balancer is one that an application has made for its services
 * @throws when an argument that is known cannot be
 */
export function planService(name: string, args: FargateServiceArgs, isShared = false): ServicePlan {
  const what = (argument: string) => `\`${name}\`: \`${argument}\``;
  refuseMissingPort(name, args);
  const port = checkedIfGiven(what("port"), args.port, wholeNumber(1, 65_535));
  const { loadBalancer } = args;
  const given = loadBalancer?.targetGroupArn !== undefined;
  const deployment = planDeployment(name, args.deployment ?? {}, {
    route: loadBalancer === undefined ? "none" : given ? "given" : kindOf(loadBalancer),
    hasName: args.serviceConnect?.dnsName !== undefined,
    listenerPort: loadBalancer?.listenerPort ?? (loadBalancer?.domain === undefined ? args.port : 443),
  });
  const route = loadBalancer && port && routeOf(name, args, loadBalancer, { port, isShared, deployment });
  refuseRequestsTarget(name, args, route, deployment);
  const migration = migrationOf(args);
  if (migration) planOneOff(migrationName(name), migration);
  return {
    task: planTask(name, args, port && portMappingOf(what("appProtocol"), port, args)),
    port,
    desiredCount: checked(
      what("desiredCount"),
      args.desiredCount ?? args.autoscaling?.minCapacity ?? 1,
      wholeNumber(0),
    ),
    capacityProviderStrategies: strategiesOf(what("capacityProviderStrategy"), args.capacityProviderStrategy),
    serviceConnect: serviceConnectOf(name, args, port),
    deployment,
    route,
  };
}

/** How the migration of a service is called. */
export function migrationName(service: string): string {
  return `${service}-migration`;
}

interface Routed {
  readonly port: pulumi.Output<number>;
  readonly isShared: boolean;
  readonly deployment: DeploymentPlan;
}

function routeOf(
  name: string,
  { appProtocol, vpcId, subnets, securityGroups }: FargateServiceArgs,
  loadBalancer: ServiceLoadBalancerArgs,
  { port, isShared, deployment: { shifts } }: Routed,
): RoutePlan | "given" {
  const argument = (key: string) => `\`${name}\`: \`loadBalancer.${key}\``;
  const refuse = (key: string, words: string) => {
    throw new pulumi.RunError(`${argument(key)} ${words}.`);
  };
  const plan = planRoute(argument, loadBalancer, { port, appProtocol, shifts, isShared });
  const { targetGroupArn, securityGroupId, domain, zoneId, certificateArn, listenerArn } = loadBalancer;
  if (targetGroupArn !== undefined) {
    const missing = (["alternateTargetGroupArn", "productionListenerRule"] as const).find(
      (key) => (loadBalancer[key] !== undefined) !== shifts,
    );
    if (!shifts && loadBalancer.testListenerRule !== undefined)
      refuse("testListenerRule", "needs a `deployment.strategy` that shifts traffic");
    if (missing !== undefined)
      refuse(
        missing,
        shifts ? "is needed to shift traffic" : "needs a `deployment.strategy` that shifts traffic",
      );
  }
  const makes = targetGroupArn === undefined || securityGroupId !== undefined;
  if (makes && vpcId === undefined)
    throw new pulumi.RunError(
      `\`${name}\`: \`loadBalancer\` needs \`vpcId\`, the id of the VPC of \`subnets\`.`,
    );
  if (Array.isArray(securityGroups) && securityGroups.length > 4 && makes && !isShared)
    throw new pulumi.RunError(
      `\`${name}\`: \`securityGroups\` may be four beside \`loadBalancer\`, for which a fifth is made: a task has five at most.`,
    );
  if (targetGroupArn !== undefined) return "given";
  if (!isShared) {
    refuseBalancer(argument, loadBalancer);
    if (loadBalancer.sslPolicy !== undefined && domain === undefined)
      refuse("sslPolicy", "needs `domain`, with which the listener has a certificate");
    if (!existsAlready(loadBalancer) && plan.kind === "application" && loadBalancer.subnets === undefined)
      refuseOneSubnet(name, subnets);
    if (
      domain !== undefined &&
      zoneId === undefined &&
      certificateArn === undefined &&
      listenerArn === undefined
    )
      refuse("zoneId", withoutCertificate);
  }
  return plan;
}

/** The subnets of the tasks are those of the load balancer where it has none of its own. */
export function refuseOneSubnet(
  name: string,
  subnets: pulumi.Input<pulumi.Input<string>[]> | undefined,
): void {
  if (!Array.isArray(subnets) || subnets.length > 1) return;
  throw new pulumi.RunError(
    `\`${name}\`: \`subnets\` ${twoSubnets}, for the load balancer as well; or give it others in \`loadBalancer.subnets\`.`,
  );
}

/** Why a domain needs more than itself. */
export const withoutCertificate =
  "or `certificateArn` is needed with `domain`: the certificate is proved by a record in that zone, or exists already";

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html */
function refuseRequestsTarget(
  name: string,
  { autoscaling }: FargateServiceArgs,
  route: RoutePlan | "given" | undefined,
  { shifts }: DeploymentPlan,
): void {
  if (autoscaling?.targetRequestsPerMinute === undefined) return;
  const what = `\`${name}\`: \`autoscaling.targetRequestsPerMinute\``;
  if (route === undefined || route === "given" || route.kind === "network")
    throw new pulumi.RunError(
      `${what} needs an application load balancer that is made for the service, or a rule on one.`,
    );
  if (shifts)
    throw new pulumi.RunError(
      `${what} needs the \`deployment.strategy\` \`rolling\`: it counts the requests to one target group, and others shift them to a second one.`,
    );
}

function portMappingOf(what: string, containerPort: pulumi.Output<number>, args: FargateServiceArgs) {
  const appProtocol = checkedIfGiven(what, args.appProtocol, oneOf<string>("http", "http2", "grpc"));
  return { name: portName, containerPort, appProtocol };
}

/** The part of a service in Service Connect; what is written down of its requests goes to its log group. */
export interface ServiceConnectPlan {
  readonly configuration: Omit<Configuration, "logConfiguration">;
  readonly writesLogs: boolean;
}

type Configuration = aws.types.input.ecs.ServiceServiceConnectConfiguration;

function serviceConnectOf(
  name: string,
  { serviceConnect: part, appProtocol }: FargateServiceArgs,
  port: pulumi.Output<number> | undefined,
): ServiceConnectPlan | undefined {
  if (part === undefined) return undefined;
  const { namespace, dnsName, proxy = {} } = part;
  const what = (argument: string) => `\`${name}\`: \`serviceConnect.${argument}\``;
  const timeout = timeoutOf((argument) => what(`proxy.${argument}`), proxy, appProtocol);
  const { accessLogs } = proxy;
  if (
    accessLogs?.includeQueryParameters !== undefined &&
    typeof accessLogs.includeQueryParameters !== "boolean"
  )
    throw new pulumi.RunError(
      `${what("proxy.accessLogs.includeQueryParameters")} must be true or false; it decides what is logged, so it can be no output.`,
    );
  const accessLogConfiguration = accessLogs && {
    format: checked(
      what("proxy.accessLogs.format"),
      accessLogs.format ?? "JSON",
      oneOf<string>("JSON", "TEXT"),
    ),
    includeQueryParameters: accessLogs.includeQueryParameters ? "ENABLED" : undefined,
  };
  const common = { enabled: true, namespace, accessLogConfiguration };
  const writesLogs = accessLogs !== undefined;
  if (dnsName === undefined || port === undefined) {
    if (timeout !== undefined)
      throw new pulumi.RunError(
        `${what("proxy")} has a timeout, of requests that reach the service by its name, so it needs \`dnsName\`.`,
      );
    return { configuration: common, writesLogs };
  }
  // Alias and port are always written: without them AWS makes a name that is documented in two ways.
  const clientAlias = { dnsName: checked(what("dnsName"), dnsName, hostName), port };
  const discoveryName =
    checkedIfGiven(what("discoveryName"), part.discoveryName, cloudMapName) ?? discoveryNameOf(name);
  const services = [{ portName, discoveryName, clientAlias: [clientAlias], timeout }];
  return { configuration: { ...common, services }, writesLogs };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TimeoutConfiguration.html */
function timeoutOf(
  what: (argument: string) => string,
  { idleTimeoutInSeconds, requestTimeoutInSeconds }: ServiceConnectProxyArgs,
  appProtocol: pulumi.Input<string> | undefined,
) {
  if (idleTimeoutInSeconds === undefined && requestTimeoutInSeconds === undefined) return undefined;
  if (requestTimeoutInSeconds !== undefined && appProtocol === undefined)
    throw new pulumi.RunError(
      `${what("requestTimeoutInSeconds")} needs \`appProtocol\`: with TCP there are no requests.`,
    );
  return {
    idleTimeoutSeconds: checkedIfGiven(what("idleTimeoutInSeconds"), idleTimeoutInSeconds, wholeNumber(0)),
    perRequestTimeoutSeconds: checkedIfGiven(
      what("requestTimeoutInSeconds"),
      requestTimeoutInSeconds,
      wholeNumber(0),
    ),
  };
}

/**
 * The name in Cloud Map where none is given. It must be unique in the namespace: that of the component is, in its stack
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html). What is made of a name
 * of another form, such as one with capitals, tells which name it was.
 */
function discoveryNameOf(name: string): string {
  if (/^[a-z0-9_][a-z0-9_-]{0,63}$/.test(name)) return name;
  const digest = createHash("sha256").update(name).digest("hex").slice(0, 8);
  const plain = name.toLowerCase().replace(/[^a-z0-9_-]/g, "-");
  return `${plain.slice(-55)}-${digest}`.replace(/^-+/, "");
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html */
const cloudMapName = ofForm(
  /^[a-z0-9_][a-z0-9_-]{0,63}$/,
  "a name in Cloud Map: at most 64 lower-case letters, digits, `_` and `-`, not beginning with `-`",
);

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectClientAlias.html */
export const hostName = ofForm(
  /^[a-z0-9_.][a-z0-9_.-]{0,126}$/,
  "a host name of Service Connect: at most 127 lower-case letters, digits, `_`, `-` and `.`, not beginning with `-`",
);

function refuseMissingPort(name: string, args: FargateServiceArgs): void {
  const needs = (argument: string, other: string, words: string) => {
    throw new pulumi.RunError(`\`${name}\`: \`${argument}\` needs \`${other}\`${words}.`);
  };
  if (args.port === undefined) {
    const words = ", the port on which the container listens";
    if (args.serviceConnect?.dnsName !== undefined) needs("serviceConnect.dnsName", "port", words);
    if (args.loadBalancer !== undefined) needs("loadBalancer", "port", words);
    if (args.appProtocol !== undefined) needs("appProtocol", "port", words);
  }
  const { dnsName, discoveryName } = args.serviceConnect ?? {};
  if (dnsName === undefined && discoveryName !== undefined)
    needs("serviceConnect.discoveryName", "serviceConnect.dnsName", "");
  for (const argument of ["loadBalancer", "deployment"] as const)
    if (args[argument] !== undefined && (typeof args[argument] !== "object" || !isKnown(args[argument])))
      throw new pulumi.RunError(
        `\`${name}\`: \`${argument}\` must be an object; only its values can be outputs.`,
      );
  checkedIfGiven(
    `\`${name}\`: \`healthCheckGracePeriodSeconds\``,
    args.healthCheckGracePeriodSeconds,
    wholeNumber(0, 2_147_483_647),
  );
  if (args.loadBalancer === undefined && args.healthCheckGracePeriodSeconds !== undefined)
    needs("healthCheckGracePeriodSeconds", "loadBalancer", "");
}
