/** The number of tasks of a service, by their load. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checked, checkedIfGiven, isKnown, wholeNumber } from "../checks";

/** How many tasks run, by their load. */
export interface AutoscalingArgs {
  /** Least number of tasks. */
  minCapacity: pulumi.Input<number>;
  /** Greatest number of tasks. */
  maxCapacity: pulumi.Input<number>;
  /** Use of the CPU in percent that is aimed at, 1 to 100. Default: 70, unless a use of memory is given. */
  targetCpuUtilization?: pulumi.Input<number>;
  /** Use of memory in percent that is aimed at, 1 to 100. */
  targetMemoryUtilization?: pulumi.Input<number>;
  /** Seconds between two removals of tasks. Default: 300. */
  scaleInCooldown?: pulumi.Input<number>;
  /** Seconds between two additions of tasks. Default: 60. */
  scaleOutCooldown?: pulumi.Input<number>;
}

/** Makes what scales a service. */
export type Autoscaler = (
  service: aws.ecs.Service,
  cluster: pulumi.Input<string>,
  parent: pulumi.Resource,
) => aws.appautoscaling.Target;

/** @throws when an argument that is known cannot be */
export function autoscalerOf(
  name: string,
  args: AutoscalingArgs,
  tags: pulumi.Input<{ [key: string]: pulumi.Input<string> }> | undefined,
): Autoscaler {
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
  const cpu = checkedIfGiven(
    what("targetCpuUtilization"),
    args.targetCpuUtilization ?? (memory === undefined ? 70 : undefined),
    percent,
  );
  const cooldowns = {
    scaleInCooldown: checked(what("scaleInCooldown"), args.scaleInCooldown ?? 300, wholeNumber(0)),
    scaleOutCooldown: checked(what("scaleOutCooldown"), args.scaleOutCooldown ?? 60, wholeNumber(0)),
  };
  return (service, cluster, parent) => {
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
    const follow = (suffix: string, predefinedMetricType: string, targetValue: pulumi.Output<number>) =>
      new aws.appautoscaling.Policy(
        `${name}-${suffix}`,
        {
          policyType: "TargetTrackingScaling",
          serviceNamespace: target.serviceNamespace,
          scalableDimension: target.scalableDimension,
          resourceId: target.resourceId,
          targetTrackingScalingPolicyConfiguration: {
            predefinedMetricSpecification: { predefinedMetricType },
            targetValue,
            ...cooldowns,
          },
        },
        child,
      );
    if (cpu !== undefined) follow("cpu", "ECSServiceAverageCPUUtilization", cpu);
    if (memory !== undefined) follow("memory", "ECSServiceAverageMemoryUtilization", memory);
    return target;
  };
}
