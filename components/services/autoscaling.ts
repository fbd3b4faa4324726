/** The number of tasks of a service, by their load. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checked, checkedIfGiven, isKnown, scheduleExpression, timeZone, wholeNumber } from "../checks";
import { dimension } from "../load-balancers/dimension";
import type { Route } from "../load-balancers/route";
import type { Tags } from "../tags";
import { type QueueScalingArgs, queueScalerOf } from "./queue-scaling";

/** A change of the limits at certain times. */
export interface ScheduledCapacityArgs {
  /** When: `cron(0 8 ? * MON-FRI *)`, `rate(1 day)` or `at(2030-01-01T08:00:00)`. */
  schedule: pulumi.Input<string>;
  /** Time zone of the schedule, such as `Europe/Berlin`. Default: UTC. */
  timezone?: pulumi.Input<string>;
  /** Least number of tasks from then on. Default: it stays. */
  minCapacity?: pulumi.Input<number>;
  /** Greatest number of tasks from then on. Default: it stays. */
  maxCapacity?: pulumi.Input<number>;
}

/** How many tasks run, by their load. */
export interface AutoscalingArgs {
  /** Least number of tasks. */
  minCapacity: pulumi.Input<number>;
  /** Greatest number of tasks. */
  maxCapacity: pulumi.Input<number>;
  /** Use of the CPU in percent that is aimed at, 1 to 100. Default: 70, unless another aim is given. */
  targetCpuUtilization?: pulumi.Input<number>;
  /** Use of memory in percent that is aimed at, 1 to 100. */
  targetMemoryUtilization?: pulumi.Input<number>;
  /**
   * Requests in a minute to each task that are aimed at. It needs an application load balancer that is made for the
   * service, or a rule on one, and the deployment strategy `rolling`: ECS does not follow the shifts of others.
   */
  targetRequestsPerMinute?: pulumi.Input<number>;
  /** By the messages in a queue. */
  queue?: QueueScalingArgs;
  /** Changes of the limits at certain times, by a name for each. */
  schedules?: { [name: string]: ScheduledCapacityArgs };
  /** Seconds between two removals of tasks. Default: 300. */
  scaleInCooldown?: pulumi.Input<number>;
  /** Seconds between two additions of tasks. Default: 60. */
  scaleOutCooldown?: pulumi.Input<number>;
}

/** What is scaled. */
export interface Scaled {
  readonly service: aws.ecs.Service;
  readonly cluster: pulumi.Input<string>;
  /** The way to it, if there is one. */
  readonly route: Route | undefined;
}

/** Makes what scales a service, as children of a component. */
export type Autoscaler = (scaled: Scaled, parent: pulumi.Resource) => aws.appautoscaling.Target;

/** @throws when an argument that is known cannot be */
export function autoscalerOf(name: string, args: AutoscalingArgs, tags: Tags): Autoscaler {
  const what = (key: string) => `\`${name}\`: \`autoscaling.${key}\``;
  const { minCapacity, maxCapacity } = args;
  if (isKnown(minCapacity) && isKnown(maxCapacity) && minCapacity > maxCapacity)
    throw new pulumi.RunError(`${what("maxCapacity")} must not be less than \`minCapacity\`.`);
  const capacity = {
    minCapacity: checked(what("minCapacity"), minCapacity, wholeNumber(0)),
    maxCapacity: checked(what("maxCapacity"), maxCapacity, wholeNumber(0)),
  };
  const percent = wholeNumber(1, 100);
  const memory = checkedIfGiven(what("targetMemoryUtilization"), args.targetMemoryUtilization, percent);
  const requests = checkedIfGiven(
    what("targetRequestsPerMinute"),
    args.targetRequestsPerMinute,
    wholeNumber(1),
  );
  const followQueue = args.queue && queueScalerOf((key) => what(`queue.${key}`), args.queue);
  const hasOtherAim = memory !== undefined || requests !== undefined || followQueue !== undefined;
  const cpu = checkedIfGiven(
    what("targetCpuUtilization"),
    args.targetCpuUtilization ?? (hasOtherAim ? undefined : 70),
    percent,
  );
  const schedules = Object.entries(args.schedules ?? {}).map(([schedule, each]) => {
    const ofSchedule = (key: string) => what(`schedules.${schedule}.${key}`);
    const planned = scheduledOf(ofSchedule, schedule, each);
    refuseCrossing(ofSchedule, each, args);
    return planned;
  });
  const cooldowns = {
    scaleInCooldown: checked(what("scaleInCooldown"), args.scaleInCooldown ?? 300, wholeNumber(0)),
    scaleOutCooldown: checked(what("scaleOutCooldown"), args.scaleOutCooldown ?? 60, wholeNumber(0)),
  };
  return ({ service, cluster, route }, parent) => {
    const child = { parent };
    const clusterName = pulumi.output(cluster).apply((arn) => arn.slice(arn.lastIndexOf("/") + 1));
    const target = new aws.appautoscaling.Target(
      name,
      {
        ...capacity,
        serviceNamespace: "ecs",
        scalableDimension: "ecs:service:DesiredCount",
        resourceId: pulumi.interpolate`service/${clusterName}/${service.name}`,
        tags,
      },
      child,
    );
    const follow = (
      suffix: string,
      predefinedMetricType: string,
      targetValue: pulumi.Output<number>,
      resourceLabel?: pulumi.Output<string>,
    ) =>
      new aws.appautoscaling.Policy(
        `${name}-${suffix}`,
        {
          policyType: "TargetTrackingScaling",
          serviceNamespace: target.serviceNamespace,
          scalableDimension: target.scalableDimension,
          resourceId: target.resourceId,
          targetTrackingScalingPolicyConfiguration: {
            predefinedMetricSpecification: { predefinedMetricType, resourceLabel },
            targetValue,
            ...cooldowns,
          },
        },
        child,
      );
    if (cpu !== undefined) follow("cpu", "ECSServiceAverageCPUUtilization", cpu);
    if (memory !== undefined) follow("memory", "ECSServiceAverageMemoryUtilization", memory);
    if (requests !== undefined && route?.loadBalancerArn !== undefined)
      follow(
        "requests",
        "ALBRequestCountPerTarget",
        requests,
        pulumi.interpolate`${dimension(route.loadBalancerArn)}/${dimension(route.targetGroupArn)}`,
      );
    followQueue?.(
      name,
      {
        target,
        minCapacity: capacity.minCapacity,
        scaleOutCooldown: cooldowns.scaleOutCooldown,
        tags,
      },
      parent,
    );
    for (const { name: schedule, ...at } of schedules)
      new aws.appautoscaling.ScheduledAction(
        `${name}-${schedule}`,
        {
          serviceNamespace: target.serviceNamespace,
          scalableDimension: target.scalableDimension,
          resourceId: target.resourceId,
          ...at,
        },
        child,
      );
    return target;
  };
}

/** A limit may pass the other one only if that moves as well. */
function refuseCrossing(
  what: (key: string) => string,
  { minCapacity, maxCapacity }: ScheduledCapacityArgs,
  limits: Pick<AutoscalingArgs, "minCapacity" | "maxCapacity">,
): void {
  if (
    maxCapacity === undefined &&
    isKnown(minCapacity) &&
    isKnown(limits.maxCapacity) &&
    (minCapacity ?? 0) > limits.maxCapacity
  )
    throw new pulumi.RunError(`${what("minCapacity")} must not be more than \`autoscaling.maxCapacity\`.`);
  if (
    minCapacity === undefined &&
    isKnown(maxCapacity) &&
    isKnown(limits.minCapacity) &&
    (maxCapacity ?? 0) < limits.minCapacity
  )
    throw new pulumi.RunError(`${what("maxCapacity")} must not be less than \`autoscaling.minCapacity\`.`);
}

function scheduledOf(what: (key: string) => string, name: string, args: ScheduledCapacityArgs) {
  const { minCapacity, maxCapacity } = args;
  if (minCapacity === undefined && maxCapacity === undefined)
    throw new pulumi.RunError(`${what("minCapacity")} or \`maxCapacity\` is needed.`);
  if (
    isKnown(minCapacity) &&
    isKnown(maxCapacity) &&
    (minCapacity ?? 0) > (maxCapacity ?? Number.POSITIVE_INFINITY)
  )
    throw new pulumi.RunError(`${what("maxCapacity")} must not be less than \`minCapacity\`.`);
  return {
    name,
    schedule: checked(what("schedule"), args.schedule, scheduleExpression),
    timezone: checkedIfGiven(what("timezone"), args.timezone, timeZone),
    scalableTargetAction: {
      minCapacity: checkedIfGiven(what("minCapacity"), minCapacity, wholeNumber(0)),
      maxCapacity: checkedIfGiven(what("maxCapacity"), maxCapacity, wholeNumber(0)),
    },
  };
}
