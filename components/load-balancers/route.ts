import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Tags } from "../tags";
import type { LoadBalancerRouteArgs } from "./args";
import type { Balancer } from "./balancer";
import { dimension } from "./dimension";
import { balancerName } from "./names";
import type { RoutePlan } from "./plan";

/** The way to a service, as ECS and what scales it know it. */
export interface Route {
  readonly targetGroupArn: pulumi.Input<string>;
  /** Where a deployment shifts traffic. */
  readonly shifting?: {
    readonly alternateTargetGroupArn: pulumi.Input<string>;
    readonly productionListenerRule: pulumi.Input<string>;
    readonly testListenerRule: pulumi.Input<string> | undefined;
  };
  /** ARN of the load balancer, where it is known. */
  readonly loadBalancerArn?: pulumi.Output<string>;
  /** What has to be there before the service is. */
  readonly prerequisites: readonly pulumi.Resource[];
  readonly targetGroup?: aws.lb.TargetGroup;
  /** Under which the service is reached. */
  readonly url?: pulumi.Output<string>;
}

/** Every target group in which tasks may be. */
export function targetGroupArnsOf({ targetGroupArn, shifting }: Route): pulumi.Input<string>[] {
  return shifting === undefined ? [targetGroupArn] : [targetGroupArn, shifting.alternateTargetGroupArn];
}

/** The way to a target group that exists already. */
export function givenRoute(args: LoadBalancerRouteArgs): Route {
  const { targetGroupArn = "", alternateTargetGroupArn, productionListenerRule, testListenerRule } = args;
  return {
    targetGroupArn,
    ...(alternateTargetGroupArn !== undefined &&
      productionListenerRule !== undefined && {
        shifting: { alternateTargetGroupArn, productionListenerRule, testListenerRule },
      }),
    prerequisites: [],
  };
}

/** What a route is made for. */
export interface RoutePurpose {
  readonly vpcId: pulumi.Input<string>;
  readonly securityGroupId: pulumi.Input<string>;
  /** Whether deployments shift traffic from one target group to another. */
  readonly shifts: boolean;
  readonly testPort: number | undefined;
  readonly tags: Tags;
}

/** Makes the way from a load balancer to a service, as children of a component. */
export function makeRoute(
  name: string,
  plan: RoutePlan,
  balancer: Balancer,
  purpose: RoutePurpose,
  parent: pulumi.Resource,
): Route {
  const { tags } = purpose;
  const targetGroup = makeTargetGroup(name, plan, purpose, parent);
  const alternate = purpose.shifts ? makeTargetGroup(`${name}-alternate`, plan, purpose, parent) : undefined;
  const letOut = new aws.vpc.SecurityGroupEgressRule(
    `${name}-load-balancer`,
    {
      securityGroupId: balancer.securityGroupId,
      referencedSecurityGroupId: purpose.securityGroupId,
      ipProtocol: "tcp",
      fromPort: plan.targets.port,
      toPort: plan.targets.port,
      tags,
    },
    { parent },
  );
  const way = plan.kind === "network" ? makeNetworkListeners : makeRules;
  const { production, test } = way(name, plan, balancer, purpose, [targetGroup, alternate], parent);
  return {
    targetGroupArn: targetGroup.arn,
    ...(alternate && {
      shifting: {
        alternateTargetGroupArn: alternate.arn,
        productionListenerRule: production.arn,
        testListenerRule: test?.arn,
      },
    }),
    prerequisites: [letOut, production, ...(test ? [test] : []), ...balancer.prerequisites],
    loadBalancerArn: balancer.arn,
    targetGroup,
    url: urlOf(plan, balancer),
  };
}

function makeTargetGroup(
  name: string,
  { kind, targets }: RoutePlan,
  { vpcId, tags }: RoutePurpose,
  parent: pulumi.Resource,
): aws.lb.TargetGroup {
  const isHttp = kind === "application";
  const { healthCheck: check, stickiness } = targets;
  const asks = isHttp || check.path !== undefined;
  const { logicalName, ...naming } = balancerName(name);
  return new aws.lb.TargetGroup(
    logicalName,
    {
      ...naming,
      vpcId,
      targetType: "ip",
      protocol: isHttp ? "HTTP" : "TCP",
      protocolVersion: targets.protocolVersion,
      // ECS registers each task with the port of its container; this one counts for none, and another would be another group.
      port: 80,
      deregistrationDelay: targets.deregistrationDelay,
      stickiness: stickiness && { type: "lb_cookie", cookieDuration: stickiness, enabled: true },
      healthCheck: {
        protocol: asks ? "HTTP" : "TCP",
        port: "traffic-port",
        path: asks ? (check.path ?? askedPath(targets.protocolVersion)) : undefined,
        matcher: asks ? (check.matcher ?? successCodes(targets.protocolVersion)) : undefined,
        interval: check.interval,
        timeout: check.timeout,
        healthyThreshold: check.healthyThreshold,
        unhealthyThreshold: check.unhealthyThreshold,
      },
      tags,
    },
    { parent },
  );
}

/** What AWS asks by default (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html). */
function askedPath(protocolVersion: pulumi.Output<string> | undefined): pulumi.Input<string> {
  return protocolVersion?.apply((version) => (version === "GRPC" ? "/AWS.ALB/healthcheck" : "/")) ?? "/";
}

/** 12 is UNIMPLEMENTED, the answer of a server to a method that it does not have. */
function successCodes(protocolVersion: pulumi.Output<string> | undefined): pulumi.Input<string> {
  return protocolVersion?.apply((version) => (version === "GRPC" ? "12" : "200")) ?? "200";
}

type TargetGroups = readonly [aws.lb.TargetGroup, aws.lb.TargetGroup | undefined];

interface Way {
  readonly production: aws.lb.ListenerRule | aws.lb.Listener;
  readonly test: aws.lb.ListenerRule | aws.lb.Listener | undefined;
}

function makeRules(
  name: string,
  plan: RoutePlan,
  balancer: Balancer,
  { testPort, tags }: RoutePurpose,
  targetGroups: TargetGroups,
  parent: pulumi.Resource,
): Way {
  const rule = (suffix: string, listenerArn: pulumi.Input<string>) =>
    new aws.lb.ListenerRule(
      `${name}${suffix}`,
      {
        listenerArn,
        priority: plan.priority,
        conditions: conditionsOf(plan),
        actions: [forward(targetGroups)],
        tags: marked(tags, targetGroups),
      },
      { parent, ...shifted(targetGroups, "actions") },
    );
  const testListenerArn = testPort === undefined ? undefined : balancer.testListenerArns.get(testPort);
  return {
    // A strategy that shifts traffic has a rule of its own, at a place of its own: one that forwards to one group only cannot become it.
    production: rule(targetGroups[1] === undefined ? "" : "-production", balancer.listenerArn),
    test: testListenerArn && rule("-test", testListenerArn),
  };
}

function makeNetworkListeners(
  name: string,
  plan: RoutePlan,
  balancer: Balancer,
  { testPort, tags }: RoutePurpose,
  targetGroups: TargetGroups,
  parent: pulumi.Resource,
): Way {
  const listener = (suffix: string, port: pulumi.Input<number>) =>
    new aws.lb.Listener(
      `${name}${suffix}`,
      {
        loadBalancerArn: balancer.arn,
        port,
        ...balancer.speech(name),
        defaultActions: [forward(targetGroups)],
        tags: marked(tags, targetGroups),
      },
      { parent, ...shifted(targetGroups, "defaultActions") },
    );
  return {
    production: listener("", plan.listenerPort),
    test: testPort === undefined ? undefined : listener("-test", testPort),
  };
}

function forward([targetGroup, alternate]: TargetGroups) {
  if (alternate === undefined) return { type: "forward", targetGroupArn: targetGroup.arn };
  return {
    type: "forward",
    forward: {
      targetGroups: [
        { arn: targetGroup.arn, weight: 100 },
        { arn: alternate.arn, weight: 0 },
      ],
    },
  };
}

/** ECS changes them with each deployment; what forwards to other target groups is another rule. */
function shifted([, alternate]: TargetGroups, property: string): pulumi.CustomResourceOptions {
  if (alternate === undefined) return {};
  return {
    ignoreChanges: [property],
    replaceOnChanges: [`tags.${mark}`],
    // There is one place, or port, for both.
    deleteBeforeReplace: true,
  };
}

/** Tells by a tag to which target groups is forwarded, where the actions themselves are not compared. */
function marked(tags: Tags, [targetGroup, alternate]: TargetGroups): Tags {
  if (alternate === undefined) return tags;
  return pulumi
    .all([tags ?? {}, dimension(targetGroup.arn), dimension(alternate.arn)])
    .apply(([own, ...groups]) => ({ ...own, [mark]: groups.join(" ") }));
}

const mark = "TargetGroups";

function conditionsOf({ domain, path }: RoutePlan) {
  const conditions = [
    ...(domain ? [{ hostHeader: { values: [domain] } }] : []),
    ...(path ? [{ pathPattern: { values: path.apply(patternsOf) } }] : []),
  ];
  return conditions.length > 0 ? conditions : [{ pathPattern: { values: ["/*"] } }];
}

/** For AWS `/api` is not in `/api/*`. */
function patternsOf(path: string): string[] {
  return path.endsWith("/*") && path.length > 2 ? [path.slice(0, -2), path] : [path];
}

function urlOf({ kind, domain, path, listenerPort }: RoutePlan, { dnsName, origin }: Balancer) {
  if (kind === "network") return pulumi.interpolate`${domain ?? dnsName}:${listenerPort}`;
  const literal = path?.apply((pattern) => pattern.replace(/[*?].*$/, "")) ?? "/";
  const own = domain?.apply((name) => (name.startsWith("*") ? undefined : `https://${name}`));
  return pulumi.all([own, origin, literal]).apply(([named, any, way]) => `${named ?? any}${way}`);
}
