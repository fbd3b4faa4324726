import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checked, checkedIfGiven, isKnown, ofForm, wholeNumber } from "./checks";
import { FargateService } from "./fargate-service";
import type { QueueWorkerArgs } from "./jobs/args";
import { makeDeadLetters } from "./jobs/dead-letters";
import type { FargateServiceArgs } from "./services/args";
import { planService } from "./services/plan";
import { planTask } from "./tasks/plan";

/**
 * A service on Fargate that takes messages from a queue: it may do that with exactly this queue, is told its address,
 * and runs as many tasks as there is work for, none without any.
 */
export class QueueWorker extends pulumi.ComponentResource {
  /** ARN of the queue. */
  readonly queueArn: pulumi.Output<string>;
  /** Address of the queue, to which others send. */
  readonly queueUrl: pulumi.Output<string>;
  /** The queue, if one is made. */
  declare readonly queue?: aws.sqs.Queue;
  /** The queue of messages that could not be done, if one is made. */
  declare readonly deadLetterQueue?: aws.sqs.Queue;
  /** The service. */
  readonly service: aws.ecs.Service;
  /** Its task definition. */
  readonly taskDefinition: aws.ecs.TaskDefinition;
  /** The role of the application. */
  readonly taskRole: aws.iam.Role;
  /** ARN of the role with which ECS fetches secrets and images and writes logs. */
  readonly executionRoleArn: pulumi.Output<string>;
  /** Name of that role, for policies of your own. */
  readonly executionRoleName: pulumi.Output<string>;
  /** The log group of its containers. */
  readonly logGroup: aws.cloudwatch.LogGroup;

  /** @throws when an argument cannot be: one that is known, before anything is registered */
  constructor(name: string, args: QueueWorkerArgs, options?: pulumi.ComponentResourceOptions) {
    const made = planQueue(name, args);
    planTask(name, args);
    planService(name, serviceOf(args, pulumi.output(""), pulumi.output("")));
    super("ecs-guardrails-components:index:QueueWorker", name, args, options);
    if (made) {
      const { fifo, tags } = args;
      const naming = fifo ? { fifoQueue: true } : {};
      this.deadLetterQueue = makeDeadLetters(`${name}-failed`, { ...naming, tags }, this);
      this.queue = new aws.sqs.Queue(
        name,
        {
          ...naming,
          visibilityTimeoutSeconds: made.visibilityTimeout,
          receiveWaitTimeSeconds: 20,
          sqsManagedSseEnabled: true,
          redrivePolicy: pulumi.jsonStringify({
            deadLetterTargetArn: this.deadLetterQueue.arn,
            maxReceiveCount: made.maximumReceiveCount,
          }),
          tags,
        },
        { parent: this },
      );
    }
    this.queueArn = pulumi.output(this.queue?.arn ?? args.queueArn ?? "");
    this.queueUrl = this.queue?.url ?? this.queueArn.apply(urlOf);
    const worker = new FargateService(name, serviceOf(args, this.queueArn, this.queueUrl), { parent: this });
    this.service = worker.service;
    this.taskDefinition = worker.taskDefinition;
    this.taskRole = worker.taskRole;
    this.executionRoleArn = worker.executionRoleArn;
    this.executionRoleName = worker.executionRoleName;
    this.logGroup = worker.logGroup;
    this.registerOutputs({
      queueArn: this.queueArn,
      queueUrl: this.queueUrl,
      ...(this.queue && { queue: this.queue }),
      ...(this.deadLetterQueue && { deadLetterQueue: this.deadLetterQueue }),
      service: this.service,
      taskDefinition: this.taskDefinition,
      taskRole: this.taskRole,
      executionRoleArn: this.executionRoleArn,
      executionRoleName: this.executionRoleName,
      logGroup: this.logGroup,
    });
  }
}

/** The service that takes from a queue. */
function serviceOf(
  args: QueueWorkerArgs,
  queueArn: pulumi.Output<string>,
  queueUrl: pulumi.Output<string>,
): FargateServiceArgs {
  const {
    queueArn: _arn,
    queueUrlVariable = usualVariable,
    fifo: _fifo,
    visibilityTimeoutInSeconds: _timeout,
    maximumReceiveCount: _count,
    minCapacity = 0,
    maxCapacity = 10,
    messagesPerTask,
    idleMinutes,
    environment,
    taskRoleStatements,
    ...rest
  } = args;
  const queueName = queueArn.apply((arn) => arn.slice(arn.lastIndexOf(":") + 1));
  return {
    ...rest,
    environment: pulumi
      .all([environment ?? {}, queueUrl])
      .apply(([given, url]) => ({ ...given, [queueUrlVariable]: url })),
    taskRoleStatements: pulumi
      .all([taskRoleStatements ?? [], queueArn])
      .apply(([given, arn]) => [...given, { actions: takingMessages, resources: [arn] }]),
    autoscaling: { minCapacity, maxCapacity, queue: { queueName, messagesPerTask, idleMinutes } },
  };
}

const usualVariable = "QUEUE_URL";

/** What a worker does with its queue. */
const takingMessages = [
  "sqs:ReceiveMessage",
  "sqs:DeleteMessage",
  "sqs:ChangeMessageVisibility",
  "sqs:GetQueueAttributes",
];

function refuseCounts(
  what: (argument: string) => string,
  { minCapacity = 0, maxCapacity = 10, messagesPerTask, idleMinutes }: QueueWorkerArgs,
): void {
  checked(what("minCapacity"), minCapacity, wholeNumber(0));
  checked(what("maxCapacity"), maxCapacity, wholeNumber(1));
  checkedIfGiven(what("messagesPerTask"), messagesPerTask, wholeNumber(1));
  checkedIfGiven(what("idleMinutes"), idleMinutes, wholeNumber(1, 60));
  if (isKnown(minCapacity) && isKnown(maxCapacity) && minCapacity > maxCapacity)
    throw new pulumi.RunError(`${what("maxCapacity")} must not be less than \`minCapacity\`.`);
}

/** @throws when an argument that is known cannot be */
function planQueue(name: string, args: QueueWorkerArgs) {
  const what = (argument: string) => `\`${name}\`: \`${argument}\``;
  refuseCounts(what, args);
  if (args.fifo !== undefined && typeof args.fifo !== "boolean")
    throw new pulumi.RunError(
      `${what("fifo")} must be true or false; it decides what is made, so it can be no output.`,
    );
  const variable = args.queueUrlVariable ?? usualVariable;
  if (!/^[A-Za-z_]\w*$/.test(variable))
    throw new pulumi.RunError(`${what("queueUrlVariable")} must be the name of an environment variable.`);
  const { environment } = args;
  if (isKnown(environment) && Object.hasOwn({ ...environment, ...args.secrets }, variable))
    throw new pulumi.RunError(
      `${what("environment")} or \`secrets\` has \`${variable}\`, which tells the address of the queue; give that another name in \`queueUrlVariable\`.`,
    );
  if (args.queueArn !== undefined) {
    const own = (["fifo", "visibilityTimeoutInSeconds", "maximumReceiveCount"] as const).find(
      (argument) => args[argument] !== undefined,
    );
    if (own !== undefined)
      throw new pulumi.RunError(`${what(own)} has no effect on a queue that exists already.`);
    checked(what("queueArn"), args.queueArn, queueArnForm);
    return undefined;
  }
  return {
    visibilityTimeout: checked(
      what("visibilityTimeoutInSeconds"),
      args.visibilityTimeoutInSeconds ?? 300,
      wholeNumber(0, 43_200),
    ),
    maximumReceiveCount: checked(
      what("maximumReceiveCount"),
      args.maximumReceiveCount ?? 3,
      wholeNumber(1, 1000),
    ),
  };
}

const queueArnForm = ofForm(
  /^arn:[\w-]+:sqs:[\w-]+:\d{12}:[\w-]+(\.fifo)?$/,
  "the ARN of a queue, such as the output `arn` of one",
);

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
function urlOf(arn: string): string {
  const [, partition = "", , region = "", account = "", name = ""] = arn.split(":");
  return `https://sqs.${region}.amazonaws.com${partition === "aws-cn" ? ".cn" : ""}/${account}/${name}`;
}
