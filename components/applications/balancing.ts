/** The load balancers that the services of an application share. */
import type * as pulumi from "@pulumi/pulumi";
import { isKnown } from "../checks";
import type { LoadBalancerRouteArgs } from "../load-balancers/args";
import { type Balancer, makeBalancer } from "../load-balancers/balancer";
import type { Domain } from "../load-balancers/certificates";
import type { Kind } from "../load-balancers/plan";
import type { ServiceConnectApplicationArgs } from "./args";
import type { Place } from "./network";
import { type Balancing, kindOf, listened, type RoutedService } from "./routes";

/** The load balancers that are there, by their kinds. */
export type Balancers = Readonly<Partial<Record<Kind, Balancer>>>;

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
        ports: routed.map((each) => listened(each) ?? 0),
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
    const isAddressed = domains.some((other) => other.domain === domain);
    if (kind === "application" && isAddressed) continue;
    domains.push({
      // By its domain, which stays when another service of it comes first.
      name: isKnown(domain) ? `${name}-${domain.replace("*", "any")}` : `${name}-${service}`,
      service: `${name}-${service}`,
      domain,
      zoneId: zoneId ?? proved?.zoneId,
      certificateArn: certificateArn ?? proved?.certificateArn,
      isAddressed,
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
