/** Load balancers and deployments at random. */
import type * as pulumi from "@pulumi/pulumi";
import type {
  DeploymentArgs,
  DeploymentHookArgs,
  LoadBalancerArgs,
  LoadBalancerRouteArgs,
  ServiceLoadBalancerArgs,
} from "ecs-guardrails-components";
import * as fc from "fast-check";
import type { Surroundings } from "./surroundings";
import { known, oneOf, perhaps, withoutAbsent } from "./values";

const certificate = "arn:aws:acm:eu-central-1:123456789012:certificate/0";
const hook = "arn:aws:lambda:eu-central-1:123456789012:function:check";

/** What is said of a load balancer that is made. */
export function balancers(surroundings: Surroundings): fc.Arbitrary<LoadBalancerArgs> {
  return fc
    .record({
      subnets: perhaps(fc.constant<pulumi.Input<string>[]>(["subnet-3", "subnet-4"])),
      internal: perhaps(fc.boolean()),
      allowedCidrBlocks: perhaps(fc.constant<pulumi.Input<string>[]>(["10.0.0.0/8"])),
      idleTimeoutInSeconds: perhaps(oneOf(surroundings, 30, 4000)),
      deletionProtection: perhaps(known(fc.boolean())),
      sslPolicy: perhaps(oneOf(surroundings, "ELBSecurityPolicy-TLS13-1-3-2021-06")),
    })
    .map(withoutAbsent);
}

/** The way to a service of an application, or behind a load balancer of its own. */
export function routes(
  surroundings: Surroundings,
  type: "application" | "network",
  domain: string,
): fc.Arbitrary<LoadBalancerRouteArgs> {
  const named = fc.record({
    domain: oneOf(surroundings, domain),
    proof: fc.constantFrom({ zoneId: surroundings.zoneId }, { certificateArn: certificate }),
  });
  const healthCheck = fc
    .record({
      path: perhaps(oneOf(surroundings, "/health")),
      interval: perhaps(oneOf(surroundings, 6, 300)),
      timeout: perhaps(oneOf(surroundings, 2, 4)),
      healthyThreshold: perhaps(oneOf(surroundings, 3)),
      unhealthyThreshold: perhaps(oneOf(surroundings, 10)),
    })
    .map(withoutAbsent);
  const only = type === "application";
  return fc
    .record({
      named: perhaps(named),
      healthCheck: perhaps(healthCheck),
      deregistrationDelayInSeconds: perhaps(oneOf(surroundings, 0, 3600)),
      path: only ? perhaps(oneOf(surroundings, "/", "/api/*", "/a?c")) : fc.constant(undefined),
      priority: only ? perhaps(oneOf(surroundings, 7)) : fc.constant(undefined),
      stickinessInSeconds: only ? perhaps(oneOf(surroundings, 1, 604_800)) : fc.constant(undefined),
      listenerPort: only ? fc.constant(undefined) : perhaps(oneOf(surroundings, 5671)),
      type: only ? perhaps(fc.constant(type)) : fc.constant(type),
    })
    .map(({ named: own, ...others }) => ({
      ...withoutAbsent(others),
      ...(own && { domain: own.domain, ...own.proof }),
    }));
}

/** A load balancer in front of a service, and what kind of way leads to it. */
export interface BalancedDraft {
  readonly loadBalancer: ServiceLoadBalancerArgs;
  readonly way: "given" | "shared" | "application" | "network";
}

export function balanced(surroundings: Surroundings): fc.Arbitrary<BalancedDraft> {
  const made = (type: "application" | "network") =>
    fc
      .tuple(routes(surroundings, type, "shop.example.com"), balancers(surroundings))
      .map(([route, balancer]): BalancedDraft => {
        const { idleTimeoutInSeconds, sslPolicy, ...ofBoth } = balancer;
        return {
          way: type,
          loadBalancer: {
            ...route,
            ...ofBoth,
            ...(route.domain !== undefined && withoutAbsent({ sslPolicy })),
            ...(type === "application" && withoutAbsent({ idleTimeoutInSeconds })),
          },
        };
      });
  const shared = routes(surroundings, "application", "api.example.com").map(
    (route): BalancedDraft => ({
      way: "shared",
      loadBalancer: {
        ...route,
        listenerArn: surroundings.listenerArn,
        securityGroupId: surroundings.balancerGroupId,
      },
    }),
  );
  const given = fc.constant<BalancedDraft>({
    way: "given",
    loadBalancer: { targetGroupArn: surroundings.targetGroupArn },
  });
  return fc.oneof(
    { weight: 2, arbitrary: made("application") },
    { weight: 1, arbitrary: made("network") },
    { weight: 1, arbitrary: shared },
    { weight: 1, arbitrary: given },
  );
}

/** How a service is deployed, behind what kind of load balancer. */
export function deployments(
  surroundings: Surroundings,
  way: BalancedDraft["way"] | "none",
): fc.Arbitrary<DeploymentArgs | undefined> {
  const alarmNames = perhaps(fc.constant<pulumi.Input<string>[]>(["orders-failed"]));
  const counts = fc.record({
    minimumHealthyPercent: perhaps(oneOf(surroundings, 0, 50)),
    maximumPercent: perhaps(oneOf(surroundings, 250)),
    alarmNames,
  });
  const rolling = counts.map(withoutAbsent);
  if (way === "none" || way === "given") return perhaps(rolling);
  const rollbackAlarms =
    way === "network"
      ? fc.constant(undefined)
      : perhaps(
          fc
            .record({
              serverErrorPercent: oneOf(surroundings, 0.5, 99),
              responseTimeInSeconds: perhaps(oneOf(surroundings, 2)),
            })
            .map(withoutAbsent),
        );
  const hooks = perhaps(
    fc.constant<DeploymentHookArgs[]>([
      { functionArn: hook, stages: ["POST_SCALE_UP", "POST_TEST_TRAFFIC_SHIFT"] },
    ]),
  );
  const shifting = fc.constantFrom("blueGreen", "linear", "canary").chain((strategy) =>
    fc
      .record({
        strategy: fc.constant(strategy),
        bakeTimeInMinutes: perhaps(oneOf(surroundings, 0, 1440)),
        testPort: perhaps(fc.constant(9443)),
        stepPercent: strategy === "blueGreen" ? fc.constant(undefined) : perhaps(oneOf(surroundings, 20)),
        stepBakeTimeInMinutes:
          strategy === "blueGreen" ? fc.constant(undefined) : perhaps(oneOf(surroundings, 0, 1440)),
        hooks,
        alarmNames,
        rollbackAlarms,
      })
      .map(withoutAbsent),
  );
  const plain = fc.record({ rolling, rollbackAlarms }).map(({ rolling: own, rollbackAlarms: alarms }) => ({
    ...own,
    ...withoutAbsent({ rollbackAlarms: alarms }),
  }));
  return perhaps(fc.oneof(plain, shifting));
}
