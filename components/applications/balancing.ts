/** The load balancers that the services of an application share. */
import type * as pulumi from "@pulumi/pulumi";
import { isKnown } from "../checks";
import type { LoadBalancerRouteArgs } from "../load-balancers/args";
import { type Balancer, makeBalancer } from "../load-balancers/balancer";
import type { Domain } from "../load-balancers/certificates";
import { type Kind, kindOf } from "../load-balancers/plan";
import type { ServiceConnectApplicationArgs } from "./args";
import type { Place } from "./network";
import { type Balancing, listened, type RoutedService } from "./routes";

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
        domains: domainsOf(name, routed),
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

/** Each domain once, with the services that have it, and what some of them say of its zone and its certificate. */
function domainsOf(name: string, routed: readonly RoutedService[]): Domain[] {
  const byDomain = new Map<pulumi.Input<string>, RoutedService[]>();
  for (const each of routed) {
    const { domain } = each.route;
    if (domain !== undefined) byDomain.set(domain, [...(byDomain.get(domain) ?? []), each]);
  }
  return [...byDomain].map(([domain, all]) => {
    const services = all.map(({ service }) => `${name}-${service}`);
    const said = <K extends "zoneId" | "certificateArn">(key: K) =>
      all.find(({ route }) => route[key] !== undefined)?.route[key];
    return {
      // By its domain, which stays when another service of it comes first.
      name: isKnown(domain) ? `${name}-${domain}` : (services[0] ?? name),
      services,
      domain,
      zoneId: said("zoneId"),
      certificateArn: said("certificateArn"),
    };
  });
}

/** The load balancer that a service shares. */
export function balancerOf(
  balancers: Balancers,
  route: LoadBalancerRouteArgs | undefined,
): Balancer | undefined {
  if (route === undefined || route.targetGroupArn !== undefined) return undefined;
  return balancers[kindOf(route)];
}
