/** The ways to the services of an application from the load balancers that they share, and what cannot be among them. */
import * as pulumi from "@pulumi/pulumi";
import { isKnown } from "../checks";
import type { LoadBalancerRouteArgs } from "../load-balancers/args";
import {
  existsAlready,
  type Kind,
  kindOf,
  ofBalancer,
  priorityOf,
  refuseBalancer,
  refuseInClear,
} from "../load-balancers/plan";
import { shiftsTraffic } from "../services/deployment";
import { refuseOneSubnet, withoutCertificate } from "../services/plan";
import type { ApplicationServiceArgs, ServiceConnectApplicationArgs } from "./args";

/** The services behind each kind of load balancer that is made, or has a rule made on it. */
export type Balancing = Readonly<Record<Kind, readonly RoutedService[]>>;

/** A service behind a load balancer. */
export interface RoutedService {
  readonly service: string;
  readonly args: ApplicationServiceArgs;
  readonly route: LoadBalancerRouteArgs;
}

/** @throws when routes do not go together */
export function planBalancing(
  name: string,
  { services, subnets, loadBalancer }: ServiceConnectApplicationArgs,
): Balancing {
  // In their order: a service that is added at the end does not change the listener's own certificate.
  const routed = Object.entries(services).flatMap(([service, args]) =>
    args.loadBalancer === undefined || args.loadBalancer.targetGroupArn !== undefined
      ? []
      : [{ service, args, route: args.loadBalancer }],
  );
  const balancing = {
    application: routed.filter(({ route }) => kindOf(route) === "application"),
    network: routed.filter(({ route }) => kindOf(route) === "network"),
  };
  const argument = (key: string) => `\`${name}\`: \`loadBalancer.${key}\``;
  refuseMisplaced(name, services);
  if (loadBalancer !== undefined) {
    refuseBalancer(argument, loadBalancer);
    if (routed.length === 0)
      throw new pulumi.RunError(
        `\`${name}\`: \`loadBalancer\` is of no use: none of \`services\` has a \`loadBalancer\` for which one is made.`,
      );
    const given = (["loadBalancerArn", "listenerArn"] as const).find(
      (key) => loadBalancer[key] !== undefined,
    );
    const [other] = given === "listenerArn" || balancing.application.length > 0 ? balancing.network : [];
    if (given !== undefined && other !== undefined)
      throw new pulumi.RunError(
        given === "listenerArn"
          ? `${argument(given)} is a listener of an application load balancer: \`${other.service}\` needs a network load balancer.`
          : `${argument(given)} is one load balancer, which cannot be of both types: \`${other.service}\` needs a network load balancer.`,
      );
  }
  const isMade = !existsAlready(loadBalancer ?? {});
  if (balancing.application.length > 0 && isMade && loadBalancer?.subnets === undefined)
    refuseOneSubnet(name, subnets);
  if (loadBalancer?.sslPolicy !== undefined && routed.every(({ route }) => route.domain === undefined))
    throw new pulumi.RunError(
      `${argument("sslPolicy")} needs a service with a \`domain\`, with which there is a certificate.`,
    );
  if (loadBalancer?.idleTimeoutInSeconds !== undefined && balancing.application.length === 0)
    throw new pulumi.RunError(
      `${argument("idleTimeoutInSeconds")} belongs to an application load balancer, behind which no service is.`,
    );
  if (loadBalancer?.listenerArn === undefined) refuseWithoutTls(name, balancing);
  refuseSameNames(name, routed);
  refuseSamePlaces(name, balancing);
  refuseWithoutCertificates(name, routed, loadBalancer?.listenerArn !== undefined);
  return balancing;
}

/** What is said of the load balancer itself belongs to the application, which makes one for all. */
function refuseMisplaced(name: string, services: ServiceConnectApplicationArgs["services"]): void {
  for (const [service, { loadBalancer: route }] of Object.entries(services)) {
    if (route === undefined) continue;
    const own = ofBalancer.find((key) => Reflect.get(route, key) !== undefined);
    const misplaced =
      own ??
      (route.targetGroupArn === undefined && route.securityGroupId !== undefined
        ? "securityGroupId"
        : undefined);
    if (misplaced !== undefined)
      throw new pulumi.RunError(
        `\`${name}-${service}\`: \`loadBalancer.${misplaced}\` belongs to \`loadBalancer\` of the application, which all its services share.`,
      );
  }
}

/** HTTP/2 and gRPC come by TLS. */
function refuseWithoutTls(name: string, { application }: Balancing): void {
  if (application.some(({ route }) => route.domain !== undefined)) return;
  for (const { service, args } of application)
    refuseInClear((key) => `\`${name}-${service}\`: \`loadBalancer.${key}\``, args.appProtocol);
}

/** What a strategy that shifts traffic makes besides is called like the service, and what it is for. */
function refuseSameNames(name: string, routed: readonly RoutedService[]): void {
  const names = new Set(routed.map(({ service }) => service));
  for (const { service, args } of routed) {
    if (!shiftsTraffic(args.deployment)) continue;
    const other = ["alternate", "production", "test"]
      .map((part) => `${service}-${part}`)
      .find((part) => names.has(part));
    if (other !== undefined)
      throw new pulumi.RunError(
        `\`${name}\`: \`${other}\` is what a target group or rule of \`${service}\` is called as well, for its deployments; give that service another name.`,
      );
  }
}

/** What one load balancer has once only. */
function refuseSamePlaces(name: string, { application, network }: Balancing): void {
  const refuse = (
    services: readonly RoutedService[],
    placeOf: (routed: RoutedService) => string | undefined,
    words: string,
  ) => {
    const taken = new Map<string, string>();
    for (const routed of services) {
      const place = placeOf(routed);
      if (place === undefined) continue;
      const other = taken.get(place);
      if (other !== undefined)
        throw new pulumi.RunError(`\`${name}\`: \`${other}\` and \`${routed.service}\` ${words}.`);
      taken.set(place, routed.service);
    }
  };
  refuse(
    application,
    ({ route: { domain, path } }) =>
      isKnown(domain) && isKnown(path) ? JSON.stringify([domain, path]) : undefined,
    "are behind the same load balancer with the same `domain` and `path`; give one of them another `path` or `domain` in `loadBalancer`",
  );
  refuse(
    application,
    ({ args, route: { domain, path, priority } }) => {
      if (priority !== undefined) return isKnown(priority) ? String(priority) : undefined;
      if (!isKnown(domain) || !isKnown(path)) return undefined;
      return String(priorityOf(domain, path, shiftsTraffic(args.deployment)));
    },
    "have rules with one priority; give one of them another `loadBalancer.priority`",
  );
  refuse(
    network,
    (routed) => {
      const port = listened(routed);
      return port === undefined || !isKnown(port) ? undefined : String(port);
    },
    "are behind the same network load balancer with the same port; give one of them another `loadBalancer.listenerPort`",
  );
  refuse(
    network,
    ({ args }) => (args.deployment?.testPort === undefined ? undefined : String(args.deployment.testPort)),
    "are behind the same network load balancer with the same `deployment.testPort`; give one of them another one",
  );
  refuseTestPorts(name, network);
  refuseTwoAddresses(name, application, network);
}

/** A port of test traffic is of one listener. */
function refuseTestPorts(name: string, network: readonly RoutedService[]): void {
  for (const { service, args } of network) {
    const other = network.find(
      (each) =>
        each.service !== service &&
        args.deployment?.testPort !== undefined &&
        listened(each) === args.deployment.testPort,
    );
    if (other !== undefined)
      throw new pulumi.RunError(
        `\`${name}-${service}\`: \`deployment.testPort\` is the port of \`${other.service}\` on the same network load balancer; give another one.`,
      );
  }
}

/** A domain has one address. */
function refuseTwoAddresses(
  name: string,
  application: readonly RoutedService[],
  network: readonly RoutedService[],
): void {
  const addressed = application.filter(({ route }) => route.zoneId !== undefined);
  const twice = network.find(
    ({ route }) =>
      route.zoneId !== undefined &&
      isKnown(route.domain) &&
      addressed.some((other) => other.route.domain === route.domain),
  );
  if (twice !== undefined)
    throw new pulumi.RunError(
      `\`${name}-${twice.service}\`: \`loadBalancer.domain\` is that of a service behind the application load balancer, and can have one address only; give another \`domain\`.`,
    );
}

/** The port on which a network load balancer listens for a service. */
export function listened({ args, route: { domain, listenerPort } }: RoutedService) {
  return listenerPort ?? (domain === undefined ? args.port : 443);
}

/** One certificate serves all services of a domain. */
function refuseWithoutCertificates(
  name: string,
  routed: readonly RoutedService[],
  hasListener: boolean,
): void {
  if (hasListener) return;
  const isProved = ({ zoneId, certificateArn }: LoadBalancerRouteArgs) =>
    zoneId !== undefined || certificateArn !== undefined;
  const proved = routed.filter(({ route }) => isProved(route));
  const without = routed.find(
    ({ route }) =>
      route.domain !== undefined &&
      !isProved(route) &&
      !proved.some((other) => other.route.domain === route.domain && kindOf(other.route) === kindOf(route)),
  );
  if (without === undefined) return;
  throw new pulumi.RunError(`\`${name}-${without.service}\`: \`loadBalancer.zoneId\` ${withoutCertificate}.`);
}
