import assert from "node:assert/strict";
import { ofType } from "../../support/mocks";
import { type Args, namesOf } from "./balanced";
import { argumentsOf, make, makeApplication, served } from "./made";

type Autoscaling = NonNullable<Args["autoscaling"]>;

const policies = "aws:appautoscaling/policy:Policy";
const schedules = "aws:appautoscaling/scheduledAction:ScheduledAction";

describe("autoscaling", () => {
  const cluster = "arn:aws:ecs:eu-central-1:123456789012:cluster/apps";
  const scale = (more: Partial<Autoscaling>, edit: Args = {}) =>
    make({ ...served, cluster, autoscaling: { minCapacity: 1, maxCapacity: 8, ...more }, ...edit });

  it("follows the requests to each task, of the target group of the service", async () => {
    const resources = await scale({ targetRequestsPerMinute: 600 }, { loadBalancer: {} });
    assert.deepEqual(Object.fromEntries(ofType(resources, policies)), {
      "shop-requests": {
        policyType: "TargetTrackingScaling",
        serviceNamespace: "ecs",
        scalableDimension: "ecs:service:DesiredCount",
        resourceId: "service/apps/shop-0000000",
        targetTrackingScalingPolicyConfiguration: {
          predefinedMetricSpecification: {
            predefinedMetricType: "ALBRequestCountPerTarget",
            resourceLabel: "app/shop/0123456789abcdef/targetgroup/shop/0123456789abcdef",
          },
          targetValue: 600,
          scaleInCooldown: 300,
          scaleOutCooldown: 60,
        },
      },
    });
  });

  it("follows requests and the CPU where both are asked for", async () => {
    const aims = { targetRequestsPerMinute: 600, targetCpuUtilization: 50 };
    assert.deepEqual(namesOf(await scale(aims, { loadBalancer: {} }), policies), [
      "shop-cpu",
      "shop-requests",
    ]);
  });

  it("follows requests behind the load balancer of an application", async () => {
    const autoscaling = { minCapacity: 1, maxCapacity: 2, targetRequestsPerMinute: 60 };
    const resources = await makeApplication({
      a: { image: "shop", port: 80, loadBalancer: {}, autoscaling },
    });
    const { targetTrackingScalingPolicyConfiguration: configuration } = argumentsOf(
      resources,
      policies,
      "app-a-requests",
    );
    assert.deepEqual(
      (configuration as { predefinedMetricSpecification: object }).predefinedMetricSpecification,
      {
        predefinedMetricType: "ALBRequestCountPerTarget",
        resourceLabel: "app/app/0123456789abcdef/targetgroup/app-a/0123456789abcdef",
      },
    );
  });

  it("follows the cooldowns that are given", async () => {
    const resources = await scale({ scaleInCooldown: 0, scaleOutCooldown: 10 });
    const { targetTrackingScalingPolicyConfiguration: configuration } = argumentsOf(
      resources,
      policies,
      "shop-cpu",
    );
    const { scaleInCooldown, scaleOutCooldown } = configuration as Record<string, number>;
    assert.deepEqual([scaleInCooldown, scaleOutCooldown], [0, 10]);
  });

  it("changes its limits at times", async () => {
    const resources = await scale({
      schedules: {
        day: {
          schedule: "cron(0 8 ? * MON-FRI *)",
          timezone: "Europe/Berlin",
          minCapacity: 4,
          maxCapacity: 8,
        },
        night: { schedule: "rate(1 day)", minCapacity: 0 },
        sale: { schedule: "at(2030-01-01T08:00:00)", maxCapacity: 80 },
      },
    });
    const scaled = {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: "service/apps/shop-0000000",
    };
    assert.deepEqual(Object.fromEntries(ofType(resources, schedules)), {
      "shop-day": {
        ...scaled,
        schedule: "cron(0 8 ? * MON-FRI *)",
        timezone: "Europe/Berlin",
        scalableTargetAction: { minCapacity: 4, maxCapacity: 8 },
      },
      "shop-night": { ...scaled, schedule: "rate(1 day)", scalableTargetAction: { minCapacity: 0 } },
      "shop-sale": {
        ...scaled,
        schedule: "at(2030-01-01T08:00:00)",
        scalableTargetAction: { maxCapacity: 80 },
      },
    });
  });
});
