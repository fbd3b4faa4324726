/** The load balancers that the services of an application share. */
import * as pulumi from "@pulumi/pulumi";
import { isKnown } from "../checks";
import type { LoadBalancerRouteArgs } from "../load-balancers/args";
import { type Balancer, makeBalancer } from "../load-balancers/balancer";
import type { Domain } from "../load-balancers/certificates";
import { type Kind, priorityOf, refuseBalancer } from "../load-balancers/plan";
import { shiftsTraffic } from "../services/deployment";
import { withoutCertificate } from "../services/plan";
import type { ApplicationServiceArgs, ServiceConnectApplicationArgs } from "./args";
import type { Place } from "./network";

/** The services behind each kind of load balancer that is made, or has a rule made on it. */
export type Balancing = Readonly<Record<Kind, readonly RoutedService[]>>;

interface RoutedService {
  readonly service: string;
  readonly args: ApplicationServiceArgs;
  readonly route: LoadBalancerRouteArgs;
}

/** The load balancers that are there, by their kinds. */
export type Balancers = Readonly<Partial<Record<Kind, Balancer>>>;

/** @throws when routes do not go together */
export function planBalancing(
  name: string,
  { services, loadBalancer }: ServiceConnectApplicationArgs,
): Balancing {
  const routed = Object.entries(services)
    .flatMap(([service, args]) =>
      args.loadBalancer === undefined || args.loadBalancer.targetGroupArn !== undefined
        ? []
        : [{ service, args, route: args.loadBalancer }],
    )
    // In each language the same one is first, whose certificate is the listener's own.
    .sort((one, other) => (one.service < other.service ? -1 : 1));
  const balancing = {
    application: routed.filter(({ route }) => kindOf(route) === "application"),
    network: routed.filter(({ route }) => kindOf(route) === "network"),
  };
  const argument = (key: string) => `\`${name}\`: \`loadBalancer.${key}\``;
  if (loadBalancer !== undefined) {
    refuseBalancer(argument, loadBalancer);
    if (routed.length === 0)
      throw new pulumi.RunError(
        `\`${name}\`: \`loadBalancer\` is of no use: none of \`services\` has a \`loadBalancer\` for which one is made.`,
      );
    const given = (["loadBalancerArn", "listenerArn"] as const).find(
      (key) => loadBalancer[key] !== undefined,
    );
    const other =
      given === "listenerArn"
        ? balancing.network
        : given && balancing.application.length > 0
          ? balancing.network
          : [];
    if (given !== undefined && other[0] !== undefined)
      throw new pulumi.RunError(
        `${argument(given)} is one load balancer, which cannot be of both types: \`${other[0].service}\` needs a network load balancer.`,
      );
  }
  refuseSamePlaces(name, balancing);
  refuseWithoutCertificates(name, routed, loadBalancer?.listenerArn !== undefined);
  return balancing;
}

function kindOf({ type }: LoadBalancerRouteArgs): Kind {
  return type === "network" ? "network" : "application";
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
    ({ args, route: { domain, listenerPort } }) => {
      const port = listenerPort ?? (domain === undefined ? args.port : 443);
      return port === undefined || !isKnown(port) ? undefined : String(port);
    },
    "are behind the same network load balancer with the same port; give one of them another `loadBalancer.listenerPort`",
  );
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

/** Makes the load balancers that services need, as children of an application. */
export function makeBalancers(
  name: string,
  args: ServiceConnectApplicationArgs,
  balancing: Balancing,
  place: Place,
  parent: pulumi.Resource,
): Balancers {
  const make = (kind: Kind): Partial<Record<Kind, Balancer>> => {
    const routed = balancing[kind];
    if (routed.length === 0) return {};
    const balancer = makeBalancer(
      name,
      args.loadBalancer ?? {},
      {
        kind,
        vpcId: place.vpcId,
        subnets: place.balancerSubnets,
        domains: domainsOf(name, routed, kind),
        testPorts: [...new Set(routed.flatMap((each) => each.args.deployment?.testPort ?? []))],
        ports: routed.map(
          ({ args: { port = 0 }, route: { domain, listenerPort } }) =>
            listenerPort ?? (domain === undefined ? port : 443),
        ),
        tags: args.tags,
      },
      parent,
    );
    return { [kind]: balancer };
  };
  return { ...make("application"), ...make("network") };
}

/** Each domain once; but each listener of a network load balancer has its own certificate. */
function domainsOf(name: string, routed: readonly RoutedService[], kind: Kind): Domain[] {
  const domains: Domain[] = [];
  for (const { service, route } of routed) {
    const { domain, zoneId, certificateArn } = route;
    if (domain === undefined) continue;
    const proved = routed.find(
      (other) =>
        other.route.domain === domain && (other.route.zoneId ?? other.route.certificateArn) !== undefined,
    )?.route;
    if (kind === "application" && domains.some((other) => other.domain === domain)) continue;
    domains.push({
      name: `${name}-${service}`,
      domain,
      zoneId: zoneId ?? proved?.zoneId,
      certificateArn: certificateArn ?? proved?.certificateArn,
    });
  }
  return domains;
}

/** The load balancer that a service shares. */
export function balancerOf(
  balancers: Balancers,
  route: LoadBalancerRouteArgs | undefined,
): Balancer | undefined {
  if (route === undefined || route.targetGroupArn !== undefined) return undefined;
  return balancers[kindOf(route)];
}
