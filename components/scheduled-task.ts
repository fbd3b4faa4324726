import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checked, checkedIfGiven, ofForm, scheduleExpression, timeZone, wholeNumber } from "./checks";
import type { ScheduledTaskArgs } from "./jobs/args";
import { makeDeadLetters } from "./jobs/dead-letters";
import { refuseOtherThanClusterArn } from "./jobs/plan";
import { makeStarter } from "./jobs/starter";
import { placementOf, strategiesOf } from "./tasks/capacity";
import { planTask } from "./tasks/plan";
import { makeTask } from "./tasks/task";

/** A task on Fargate that runs by a schedule, and starts: its schedule may run exactly this task, and pass exactly its roles. */
export class ScheduledTask extends pulumi.ComponentResource {
  /** The schedule. */
  readonly schedule: aws.scheduler.Schedule;
  /** The task definition. */
  readonly taskDefinition: aws.ecs.TaskDefinition;
  /** The role of the application. */
  readonly taskRole: aws.iam.Role;
  /** ARN of the role with which ECS fetches secrets and images and writes logs. */
  readonly executionRoleArn: pulumi.Output<string>;
  /** Name of that role, for policies of your own. */
  readonly executionRoleName: pulumi.Output<string>;
  /** The log group of its containers. */
  readonly logGroup: aws.cloudwatch.LogGroup;
  /** ARN of the queue for what could not be started. */
  readonly deadLetterQueueArn: pulumi.Output<string>;

  /** @throws when an argument cannot be: one that is known, before anything is registered */
  constructor(name: string, args: ScheduledTaskArgs, options?: pulumi.ComponentResourceOptions) {
    const plan = planTask(name, args);
    const when = planSchedule(name, args);
    refuseOtherThanClusterArn(name, args.cluster);
    checkedIfGiven(`\`${name}\`: \`deadLetterQueueArn\``, args.deadLetterQueueArn, standardQueue);
    super("ecs-guardrails-components:index:ScheduledTask", name, args, options);
    const { tags } = args;
    const task = makeTask(name, args, plan, tags, this);
    this.taskDefinition = task.taskDefinition;
    this.taskRole = task.taskRole;
    this.executionRoleArn = task.executionRoleArn;
    this.executionRoleName = task.executionRoleName;
    this.logGroup = task.logGroup;
    this.deadLetterQueueArn = pulumi.output(
      args.deadLetterQueueArn ?? makeDeadLetters(`${name}-not-started`, { tags }, this).arn,
    );
    const starter = makeStarter(
      `${name}-schedule`,
      task,
      args,
      {
        service: "scheduler.amazonaws.com",
        boundary: args.permissionsBoundaryArn,
        statements: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: this.deadLetterQueueArn }],
      },
      this,
    );
    const { strategies, taskCount, retryPolicy, ...times } = when;
    this.schedule = new aws.scheduler.Schedule(
      name,
      {
        ...times,
        target: {
          arn: args.cluster,
          roleArn: starter.role.arn,
          ecsParameters: {
            taskDefinitionArn: task.taskDefinition.arn,
            taskCount,
            ...placementOf(strategies),
            networkConfiguration: {
              subnets: args.subnets,
              securityGroups: args.securityGroups,
              assignPublicIp: args.assignPublicIp ?? false,
            },
            enableExecuteCommand: args.enableExecuteCommand,
            propagateTags: "TASK_DEFINITION",
          },
          retryPolicy,
          deadLetterConfig: { arn: this.deadLetterQueueArn },
        },
      },
      { parent: this, dependsOn: [...task.prerequisites, ...starter.grants] },
    );
    this.registerOutputs({
      schedule: this.schedule,
      taskDefinition: this.taskDefinition,
      taskRole: this.taskRole,
      executionRoleArn: this.executionRoleArn,
      executionRoleName: this.executionRoleName,
      logGroup: this.logGroup,
      deadLetterQueueArn: this.deadLetterQueueArn,
    });
  }
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html */
const standardQueue = ofForm(
  /^arn:[\w-]+:sqs:[\w-]+:\d{12}:(?!.*\.fifo$)[\w.-]+$/,
  "the ARN of a queue of SQS that is no FIFO queue",
);

/** @throws when an argument that is known cannot be */
function planSchedule(name: string, args: ScheduledTaskArgs) {
  const what = (argument: string) => `\`${name}\`: \`${argument}\``;
  const window = checkedIfGiven(
    what("flexibleWindowInMinutes"),
    args.flexibleWindowInMinutes,
    wholeNumber(0, 1440),
  );
  return {
    scheduleExpression: checked(what("schedule"), args.schedule, scheduleExpression),
    scheduleExpressionTimezone: checkedIfGiven(what("timezone"), args.timezone, timeZone),
    state:
      args.enabled === undefined
        ? undefined
        : pulumi.output(args.enabled).apply((enabled) => (enabled ? "ENABLED" : "DISABLED")),
    flexibleTimeWindow:
      window === undefined
        ? { mode: "OFF" }
        : window.apply((minutes) =>
            minutes === 0 ? { mode: "OFF" } : { mode: "FLEXIBLE", maximumWindowInMinutes: minutes },
          ),
    taskCount: checkedIfGiven(what("taskCount"), args.taskCount, wholeNumber(1, 10)),
    retryPolicy: {
      maximumRetryAttempts: checked(
        what("maximumRetryAttempts"),
        args.maximumRetryAttempts ?? 10,
        wholeNumber(0, 185),
      ),
      maximumEventAgeInSeconds: checked(
        what("maximumEventAgeInSeconds"),
        args.maximumEventAgeInSeconds ?? 3600,
        wholeNumber(60, 86_400),
      ),
    },
    strategies: strategiesOf(what("capacityProviderStrategy"), args.capacityProviderStrategy),
  };
}
