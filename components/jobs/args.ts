/** What a program says of tasks that come to an end, and of workers. */
import type * as pulumi from "@pulumi/pulumi";
import type { DeploymentArgs } from "../services/deployment";
import type { PlacementArgs, TaskArgs } from "../tasks/args";
import type { CapacityProviderArgs } from "../tasks/capacity";

/** Arguments of a `ScheduledTask`. */
export interface ScheduledTaskArgs extends TaskArgs, PlacementArgs {
  /** When it runs: `rate(1 day)`, `cron(0 3 * * ? *)` or once `at(2030-01-01T03:00:00)`. */
  schedule: pulumi.Input<string>;
  /** Time zone of the schedule, such as `Europe/Berlin`. Default: UTC. */
  timezone?: pulumi.Input<string>;
  /** Minutes within which it may begin, 1 to 1440, for schedules that would all begin at once. Default: 0, at once. */
  flexibleWindowInMinutes?: pulumi.Input<number>;
  /** Whether it runs. Default: true. */
  enabled?: pulumi.Input<boolean>;
  /** Number of tasks that are started each time, 1 to 10. Default: 1. */
  taskCount?: pulumi.Input<number>;
  /** How often it is tried again to start it, 0 to 185, when Fargate has no capacity, for example. Default: 10. */
  maximumRetryAttempts?: pulumi.Input<number>;
  /** Seconds after which it is tried no more, 60 to 86,400. Default: 3600. */
  maximumEventAgeInSeconds?: pulumi.Input<number>;
  /** ARN of a queue for what could not be started. Default: one is made, which keeps it for 14 days. */
  deadLetterQueueArn?: pulumi.Input<string>;
  /** Capacity providers, such as `FARGATE_SPOT`, that share the tasks. Default: Fargate. */
  capacityProviderStrategy?: CapacityProviderArgs[];
}

/** Arguments of a `OneOffTask`. */
export interface OneOffTaskArgs extends TaskArgs, PlacementArgs {
  /** Values whose change runs it again. It runs again in each case when its task definition changes. */
  runOn?: pulumi.Input<{ [name: string]: pulumi.Input<string> }>;
  /** Minutes within which it has to end, 1 to 720. Default: 30. */
  timeoutInMinutes?: pulumi.Input<number>;
}

/** Arguments of a `QueueWorker`. */
export interface QueueWorkerArgs extends TaskArgs, PlacementArgs {
  /** ARN of a queue that exists already. Default: one is made, with a dead-letter queue. */
  queueArn?: pulumi.Input<string>;
  /** Variable of the main container that holds the address of the queue. Default: `QUEUE_URL`. */
  queueUrlVariable?: string;
  /** Of the queue that is made: whether it keeps the order of messages. Default: false. */
  fifo?: boolean;
  /** Of the queue that is made: seconds that a task has for a message, 0 to 43,200. Default: 300. */
  visibilityTimeoutInSeconds?: pulumi.Input<number>;
  /** Of the queue that is made: how often a message is tried before it gets into the dead-letter queue, 1 to 1000. Default: 3. */
  maximumReceiveCount?: pulumi.Input<number>;
  /** Least number of tasks; with 0 none runs while there is no message. Default: 0. */
  minCapacity?: pulumi.Input<number>;
  /** Greatest number of tasks. Default: 10. */
  maxCapacity?: pulumi.Input<number>;
  /** Messages that may wait before more tasks are started. Default: 10. */
  messagesPerTask?: pulumi.Input<number>;
  /** Minutes without a message after which tasks are stopped, 1 to 60. Default: 5. */
  idleMinutes?: pulumi.Input<number>;
  /** Capacity providers, such as `FARGATE_SPOT`, that share the tasks. Default: Fargate. */
  capacityProviderStrategy?: CapacityProviderArgs[];
  /** How a new version takes the place of the one before. */
  deployment?: DeploymentArgs;
}
