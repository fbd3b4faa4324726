/** The way from a load balancer to the tasks of a service. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Balancer, makeBalancer } from "../load-balancers/balancer";
import type { RoutePlan } from "../load-balancers/plan";
import { givenRoute, makeRoute, type Route } from "../load-balancers/route";
import type { FargateServiceArgs } from "./args";
import type { ServicePlan } from "./plan";

/** A load balancer of an application, in front of one of its services. */
export interface SharedBalancer {
  readonly balancer: Balancer;
  /** Of the service's tasks; the balancer's group is let in already. */
  readonly securityGroupId: pulumi.Output<string>;
}

/** How the tasks of a service are reached. */
export interface Way {
  readonly route?: Route;
  /** Of the tasks. */
  readonly securityGroups: pulumi.Input<pulumi.Input<string>[]> | undefined;
  /** What has been made, as a service tells it. */
  readonly made: {
    readonly url?: pulumi.Output<string>;
    readonly targetGroup?: aws.lb.TargetGroup;
    readonly loadBalancer?: aws.lb.LoadBalancer;
    readonly listener?: aws.lb.Listener;
    readonly loadBalancerSecurityGroup?: aws.ec2.SecurityGroup;
    readonly securityGroup?: aws.ec2.SecurityGroup;
  };
}

/** Makes the way from a load balancer to a service, as children of a component. */
export function makeWay(
  name: string,
  args: FargateServiceArgs,
  plan: ServicePlan,
  shared: SharedBalancer | undefined,
  parent: pulumi.Resource,
): Way {
  const { loadBalancer, securityGroups } = args;
  if (loadBalancer === undefined || plan.route === undefined) return { securityGroups, made: {} };
  if (plan.route === "given") {
    const route = givenRoute(loadBalancer);
    const { securityGroupId } = loadBalancer;
    if (securityGroupId === undefined) return { route, securityGroups, made: {} };
    return { route, ...letIn(name, args, plan, securityGroupId, parent) };
  }
  const { route: planned, deployment } = plan;
  const routeFrom = (balancer: Balancer, securityGroupId: pulumi.Output<string>) =>
    makeRoute(
      name,
      planned,
      balancer,
      {
        vpcId: args.vpcId ?? "",
        securityGroupId,
        shifts: deployment.shifts,
        testPort: deployment.testPort,
        tags: args.tags,
      },
      parent,
    );
  if (shared !== undefined) {
    const route = routeFrom(shared.balancer, shared.securityGroupId);
    return { route, securityGroups, made: { url: route.url, targetGroup: route.targetGroup } };
  }
  const own = makeOwnBalancer(name, args, planned, deployment.testPort, parent);
  const group = letIn(name, args, plan, own.securityGroupId, parent);
  const route = routeFrom(own, group.made.securityGroup.id);
  return {
    route,
    securityGroups: group.securityGroups,
    made: { url: route.url, targetGroup: route.targetGroup, ...own.made, ...group.made },
  };
}

function makeOwnBalancer(
  name: string,
  args: FargateServiceArgs,
  { kind, listenerPort }: RoutePlan,
  testPort: number | undefined,
  parent: pulumi.Resource,
): Balancer {
  const { loadBalancer = {}, vpcId = "", subnets, tags } = args;
  const { domain, zoneId, certificateArn } = loadBalancer;
  return makeBalancer(
    name,
    loadBalancer,
    {
      kind,
      vpcId,
      subnets,
      domains: domain === undefined ? [] : [{ name, services: [name], domain, zoneId, certificateArn }],
      testPorts: testPort === undefined ? [] : [testPort],
      ports: [listenerPort],
      tags,
    },
    parent,
  );
}

/** The security groups of the tasks, with one that lets in a load balancer. */
function letIn(
  name: string,
  { securityGroups, vpcId, tags }: FargateServiceArgs,
  { port = pulumi.output(0) }: ServicePlan,
  from: pulumi.Input<string>,
  parent: pulumi.Resource,
) {
  const securityGroup = new aws.ec2.SecurityGroup(
    name,
    {
      vpcId,
      ingress: [{ protocol: "tcp", fromPort: port, toPort: port, securityGroups: [from] }],
      // Beside others it adds the load balancer to what they say, and nothing else.
      egress:
        securityGroups === undefined
          ? [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }]
          : [],
      tags,
    },
    { parent },
  );
  return { securityGroups: withOwn(securityGroups, securityGroup.id), made: { securityGroup } };
}

/** In a list that is known each element keeps what it depends on, which a preview can tell. */
function withOwn(
  others: FargateServiceArgs["securityGroups"],
  own: pulumi.Output<string>,
): pulumi.Input<pulumi.Input<string>[]> {
  if (others === undefined) return [own];
  if (Array.isArray(others)) return [...others, own];
  return pulumi.all([others, own]).apply(([known, id]) => [...known, id]);
}
