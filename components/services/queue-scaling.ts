/** The number of tasks by the messages that wait in a queue. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { checked, wholeNumber } from "../checks";
import type { Tags } from "../tags";

/** The number of tasks by the messages that wait in a queue of SQS. */
export interface QueueScalingArgs {
  /** Name of the queue. */
  queueName: pulumi.Input<string>;
  /**
   * Messages that may wait before more tasks are started: one with this number, two with three times, four with seven
   * times and eight with fifteen times as many, each minute. Default: 10.
   */
  messagesPerTask?: pulumi.Input<number>;
  /**
   * Minutes without a message in the queue or at work after which tasks are stopped, until `minCapacity` is left. Until
   * then none is: which one is at work nobody knows. Default: 5.
   */
  idleMinutes?: pulumi.Input<number>;
}

/** What is scaled, and within which limits. */
export interface QueueScaled {
  readonly target: aws.appautoscaling.Target;
  readonly minCapacity: pulumi.Output<number>;
  readonly scaleOutCooldown: pulumi.Output<number>;
  readonly tags: Tags;
}

/** Makes what scales a service by a queue, as children of a component. */
export type QueueScaler = (name: string, scaled: QueueScaled, parent: pulumi.Resource) => void;

/**
 * How many tasks run no free metric of ECS tells, so nothing here needs it: messages at work tell whether somebody
 * works.
 *
 * @throws when an argument that is known cannot be
 */
export function queueScalerOf(what: (key: string) => string, args: QueueScalingArgs): QueueScaler {
  const messages = checked(what("messagesPerTask"), args.messagesPerTask ?? 10, wholeNumber(1));
  const idle = checked(what("idleMinutes"), args.idleMinutes ?? 5, wholeNumber(1, 60));
  return (name, scaled, parent) => {
    const follow = (suffix: string, alarm: AlarmArgs, steps: Steps) =>
      makeFollower(`${name}-${suffix}`, args.queueName, scaled, alarm, steps, parent);
    follow(
      "waiting",
      { expression: "visible", threshold: messages, minutes: 1, breach: "GreaterThanOrEqualToThreshold" },
      {
        adjustmentType: "ChangeInCapacity",
        cooldown: scaled.scaleOutCooldown,
        stepAdjustments: messages.apply((one) => [
          { metricIntervalLowerBound: "0", metricIntervalUpperBound: `${2 * one}`, scalingAdjustment: 1 },
          {
            metricIntervalLowerBound: `${2 * one}`,
            metricIntervalUpperBound: `${6 * one}`,
            scalingAdjustment: 2,
          },
          {
            metricIntervalLowerBound: `${6 * one}`,
            metricIntervalUpperBound: `${14 * one}`,
            scalingAdjustment: 4,
          },
          { metricIntervalLowerBound: `${14 * one}`, scalingAdjustment: 8 },
        ]),
      },
    );
    // Some wait and nobody works on any: where no task runs one has to begin.
    follow(
      "begin",
      {
        expression: "IF(visible > 0 AND working < 1, 1, 0)",
        threshold: 1,
        minutes: 1,
        breach: "GreaterThanOrEqualToThreshold",
      },
      {
        // Never fewer: messages that are done within moments are seldom seen at work.
        adjustmentType: "ChangeInCapacity",
        cooldown: 120,
        stepAdjustments: [{ metricIntervalLowerBound: "0", scalingAdjustment: 1 }],
      },
    );
    follow(
      "idle",
      { expression: "visible + working", threshold: 0, minutes: idle, breach: "LessThanOrEqualToThreshold" },
      {
        adjustmentType: "ExactCapacity",
        cooldown: 60,
        stepAdjustments: [{ metricIntervalUpperBound: "0", scalingAdjustment: scaled.minCapacity }],
      },
    );
  };
}

type Steps = aws.types.input.appautoscaling.PolicyStepScalingPolicyConfiguration;

interface AlarmArgs {
  /** Of `visible`, the messages that wait, and `working`, those that somebody works on. */
  readonly expression: string;
  readonly threshold: pulumi.Input<number>;
  readonly minutes: pulumi.Input<number>;
  readonly breach: string;
}

function makeFollower(
  name: string,
  queueName: pulumi.Input<string>,
  { target, tags }: QueueScaled,
  { expression, threshold, minutes, breach }: AlarmArgs,
  steps: Steps,
  parent: pulumi.Resource,
): void {
  const policy = new aws.appautoscaling.Policy(
    name,
    {
      policyType: "StepScaling",
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      stepScalingPolicyConfiguration: { ...steps, metricAggregationType: "Maximum" },
    },
    { parent },
  );
  const counted = (id: string, metricName: string) => ({
    id,
    metric: {
      namespace: "AWS/SQS",
      metricName,
      dimensions: { QueueName: queueName },
      period: 60,
      stat: "Maximum",
    },
    returnData: false,
  });
  new aws.cloudwatch.MetricAlarm(
    name,
    {
      comparisonOperator: breach,
      threshold,
      evaluationPeriods: minutes,
      metricQueries: [
        counted("visible", "ApproximateNumberOfMessagesVisible"),
        counted("working", "ApproximateNumberOfMessagesNotVisible"),
        { id: "followed", expression, label: name, returnData: true },
      ],
      treatMissingData: "notBreaching",
      alarmActions: [policy.arn],
      tags,
    },
    { parent },
  );
}
