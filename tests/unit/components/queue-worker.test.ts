import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { QueueWorker } from "../../../components";
import { ofType, type Registered, registered } from "../../support/mocks";
import { namesOf } from "./balanced";
import { argumentsOf, documentOf, make as makeService, settled } from "./made";
import { place } from "./started";

type Args = ConstructorParameters<typeof QueueWorker>[1];

const queues = "aws:sqs/queue:Queue";
const alarms = "aws:cloudwatch/metricAlarm:MetricAlarm";
const policies = "aws:appautoscaling/policy:Policy";
const targets = "aws:appautoscaling/target:Target";
const definitions = "aws:ecs/taskDefinition:TaskDefinition";

const arnOfQueue = (name: string) => `arn:aws:sqs:eu-central-1:123456789012:${name}`;
const given = arnOfQueue("orders");

const newWorker = (edit: Partial<Args> = {}) => new QueueWorker("worker", { ...place, ...edit });

function make(edit: Partial<Args> = {}, resources: Registered[] = []): Promise<Registered[]> {
  return registered(() => newWorker(edit), resources);
}

/** The variables of the main container. */
function environmentOf(resources: Registered[]) {
  const { containerDefinitions } = argumentsOf(resources, definitions, "worker");
  return JSON.parse(String(containerDefinitions))[0].environment;
}

const taking = (arn: string) => ({
  Effect: "Allow",
  Action: [
    "sqs:ReceiveMessage",
    "sqs:DeleteMessage",
    "sqs:ChangeMessageVisibility",
    "sqs:GetQueueAttributes",
  ],
  Resource: [arn],
});

describe("the queue of a worker", () => {
  it("is made with one for messages that failed, beside a service that is scaled", async () => {
    const types = (await make()).map(({ type }) => type).sort();
    assert.deepEqual(types, [
      ...[policies, policies, policies],
      targets,
      "aws:cloudwatch/logGroup:LogGroup",
      ...[alarms, alarms, alarms],
      "aws:ecs/service:Service",
      definitions,
      ...["aws:iam/role:Role", "aws:iam/role:Role"],
      "aws:iam/rolePolicy:RolePolicy",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      ...[queues, queues],
    ]);
  });

  it("gives a task five minutes for a message, and three tries", async () => {
    const { redrivePolicy, ...queue } = argumentsOf(await make(), queues, "worker");
    assert.deepEqual(queue, {
      visibilityTimeoutSeconds: 300,
      receiveWaitTimeSeconds: 20,
      sqsManagedSseEnabled: true,
    });
    assert.deepEqual(JSON.parse(String(redrivePolicy)), {
      deadLetterTargetArn: arnOfQueue("worker-failed-0000000"),
      maxReceiveCount: 3,
    });
  });

  it("keeps failed messages for fourteen days", async () => {
    assert.deepEqual(argumentsOf(await make(), queues, "worker-failed"), {
      messageRetentionSeconds: 1_209_600,
      sqsManagedSseEnabled: true,
    });
  });

  it("takes what is said of it", async () => {
    const resources = await make({ visibilityTimeoutInSeconds: 0, maximumReceiveCount: 1000 });
    const { visibilityTimeoutSeconds, redrivePolicy } = argumentsOf(resources, queues, "worker");
    assert.equal(visibilityTimeoutSeconds, 0);
    assert.equal(JSON.parse(String(redrivePolicy)).maxReceiveCount, 1000);
  });

  it("keeps the order of messages, as that of failed ones does, where it is told to", async () => {
    const resources = await make({ fifo: true });
    for (const name of ["worker", "worker-failed"])
      assert.equal(argumentsOf(resources, queues, name).fifoQueue, true, name);
    const without = await make({ fifo: false });
    assert.equal(argumentsOf(without, queues, "worker").fifoQueue, undefined);
  });

  it("is one that is given, beside which none is made", async () => {
    const resources = await make({ queueArn: given });
    assert.equal(ofType(resources, queues).size, 0);
    assert.deepEqual(documentOf(resources, "worker-application").statements, [taking(given)]);
  });

  it("has its tags, like that of failed messages", async () => {
    const resources = await make({ tags: { team: "shop" } });
    for (const type of [queues, alarms, "aws:ecs/service:Service"])
      for (const [name, { tags }] of ofType(resources, type)) assert.deepEqual(tags, { team: "shop" }, name);
  });

  const told = async (edit: Partial<Args>) => {
    let answer: Promise<unknown> = Promise.resolve();
    await registered(() => {
      const { queueArn, queueUrl, queue, deadLetterQueue } = newWorker(edit);
      answer = settled(pulumi.all([queueArn, queueUrl, queue?.arn, deadLetterQueue?.arn]));
    });
    return answer;
  };

  it("is told with its address", async () => {
    assert.deepEqual(await told({}), [
      arnOfQueue("worker-0000000"),
      "https://sqs.eu-central-1.amazonaws.com/123456789012/worker-0000000",
      arnOfQueue("worker-0000000"),
      arnOfQueue("worker-failed-0000000"),
    ]);
  });

  const addresses: [arn: string, url: string][] = [
    [given, "https://sqs.eu-central-1.amazonaws.com/123456789012/orders"],
    [
      "arn:aws-cn:sqs:cn-north-1:123456789012:orders.fifo",
      "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/orders.fifo",
    ],
    [
      "arn:aws-us-gov:sqs:us-gov-west-1:123456789012:orders",
      "https://sqs.us-gov-west-1.amazonaws.com/123456789012/orders",
    ],
  ];
  for (const [arn, url] of addresses) {
    it(`is told with the address of one that exists: ${url}`, async () => {
      assert.deepEqual(await told({ queueArn: arn }), [arn, url, undefined, undefined]);
    });
  }
});

describe("the tasks of a worker", () => {
  it("may take from exactly their queue", async () => {
    assert.deepEqual(documentOf(await make(), "worker-application"), {
      role: "worker-task-0000000",
      statements: [taking(arnOfQueue("worker-0000000"))],
    });
  });

  it("may do what else is said", async () => {
    const resources = await make({ taskRoleStatements: [{ actions: ["ses:SendEmail"], resources: ["*"] }] });
    assert.deepEqual(documentOf(resources, "worker-application").statements, [
      { Effect: "Allow", Action: ["ses:SendEmail"], Resource: ["*"] },
      taking(arnOfQueue("worker-0000000")),
    ]);
  });

  it("are told the address of their queue", async () => {
    const resources = await make({ environment: { LEVEL: "info" } });
    assert.deepEqual(environmentOf(resources), [
      { name: "LEVEL", value: "info" },
      {
        name: "QUEUE_URL",
        value: "https://sqs.eu-central-1.amazonaws.com/123456789012/worker-0000000",
      },
    ]);
  });

  it("are told it in a variable of another name", async () => {
    const resources = await make({
      queueArn: given,
      queueUrlVariable: "ORDERS",
      environment: { QUEUE_URL: "x" },
    });
    assert.deepEqual(environmentOf(resources), [
      { name: "QUEUE_URL", value: "x" },
      { name: "ORDERS", value: "https://sqs.eu-central-1.amazonaws.com/123456789012/orders" },
    ]);
  });

  it("are none in the beginning, and ten at most", async () => {
    const resources = await make();
    const { minCapacity, maxCapacity } = argumentsOf(resources, targets, "worker");
    assert.deepEqual([minCapacity, maxCapacity], [0, 10]);
    assert.equal(argumentsOf(resources, "aws:ecs/service:Service", "worker").desiredCount, 0);
  });

  it("are as many as is said", async () => {
    const resources = await make({ minCapacity: 2, maxCapacity: 4 });
    const { minCapacity, maxCapacity } = argumentsOf(resources, targets, "worker");
    assert.deepEqual([minCapacity, maxCapacity], [2, 4]);
  });
});

describe("the scaling of a worker", () => {
  const counted = (id: string, metricName: string, queue = "worker-0000000") => ({
    id,
    metric: {
      namespace: "AWS/SQS",
      metricName,
      dimensions: { QueueName: queue },
      period: 60,
      stat: "Maximum",
    },
    returnData: false,
  });
  const alarm = (name: string, expression: string, more: object) => ({
    metricQueries: [
      counted("visible", "ApproximateNumberOfMessagesVisible"),
      counted("working", "ApproximateNumberOfMessagesNotVisible"),
      { id: "followed", expression, label: name, returnData: true },
    ],
    treatMissingData: "notBreaching",
    alarmActions: [`arn:of:${policies}:${name}`],
    ...more,
  });
  /** What a policy does in steps. */
  const stepsOf = (resources: Registered[], name: string) =>
    argumentsOf(resources, policies, name).stepScalingPolicyConfiguration as {
      adjustmentType: string;
      cooldown: number;
      stepAdjustments: object[];
    };

  it("has steps for what waits, for the first message and for none", async () => {
    const resources = await make();
    assert.deepEqual(namesOf(resources, policies), ["worker-begin", "worker-idle", "worker-waiting"]);
    for (const [name, { policyType, serviceNamespace, scalableDimension, resourceId }] of ofType(
      resources,
      policies,
    ))
      assert.deepEqual(
        [policyType, serviceNamespace, scalableDimension, resourceId],
        ["StepScaling", "ecs", "ecs:service:DesiredCount", "service/apps/worker-0000000"],
        name,
      );
  });

  it("starts more tasks the more messages wait", async () => {
    const resources = await make();
    assert.deepEqual(stepsOf(resources, "worker-waiting"), {
      adjustmentType: "ChangeInCapacity",
      cooldown: 60,
      stepAdjustments: [
        { metricIntervalLowerBound: "0", metricIntervalUpperBound: "20", scalingAdjustment: 1 },
        { metricIntervalLowerBound: "20", metricIntervalUpperBound: "60", scalingAdjustment: 2 },
        { metricIntervalLowerBound: "60", metricIntervalUpperBound: "140", scalingAdjustment: 4 },
        { metricIntervalLowerBound: "140", scalingAdjustment: 8 },
      ],
      metricAggregationType: "Maximum",
    });
    assert.deepEqual(
      argumentsOf(resources, alarms, "worker-waiting"),
      alarm("worker-waiting", "visible", {
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold: 10,
        evaluationPeriods: 1,
      }),
    );
  });

  it("adds one task, and stops none, when a message waits and nobody works on one", async () => {
    const resources = await make();
    assert.deepEqual(stepsOf(resources, "worker-begin"), {
      adjustmentType: "ChangeInCapacity",
      cooldown: 120,
      stepAdjustments: [{ metricIntervalLowerBound: "0", scalingAdjustment: 1 }],
      metricAggregationType: "Maximum",
    });
    assert.deepEqual(
      argumentsOf(resources, alarms, "worker-begin"),
      alarm("worker-begin", "IF(visible > 0 AND working < 1, 1, 0)", {
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold: 1,
        evaluationPeriods: 1,
      }),
    );
  });

  it("stops tasks only when nothing waits and nothing is at work", async () => {
    const resources = await make();
    assert.deepEqual(stepsOf(resources, "worker-idle"), {
      adjustmentType: "ExactCapacity",
      cooldown: 60,
      stepAdjustments: [{ metricIntervalUpperBound: "0", scalingAdjustment: 0 }],
      metricAggregationType: "Maximum",
    });
    assert.deepEqual(
      argumentsOf(resources, alarms, "worker-idle"),
      alarm("worker-idle", "visible + working", {
        comparisonOperator: "LessThanOrEqualToThreshold",
        threshold: 0,
        evaluationPeriods: 5,
      }),
    );
  });

  it("keeps the least number of tasks that is said", async () => {
    const resources = await make({ minCapacity: 3, maxCapacity: 5 });
    const adjustments = ["worker-begin", "worker-idle"].map((name) =>
      (stepsOf(resources, name).stepAdjustments as { scalingAdjustment: number }[]).map(
        (step) => step.scalingAdjustment,
      ),
    );
    assert.deepEqual(adjustments, [[1], [3]]);
  });

  it("takes its measures from what is said", async () => {
    const resources = await make({ messagesPerTask: 3, idleMinutes: 60 });
    assert.equal(argumentsOf(resources, alarms, "worker-waiting").threshold, 3);
    assert.equal(argumentsOf(resources, alarms, "worker-idle").evaluationPeriods, 60);
    assert.deepEqual(stepsOf(resources, "worker-waiting").stepAdjustments, [
      { metricIntervalLowerBound: "0", metricIntervalUpperBound: "6", scalingAdjustment: 1 },
      { metricIntervalLowerBound: "6", metricIntervalUpperBound: "18", scalingAdjustment: 2 },
      { metricIntervalLowerBound: "18", metricIntervalUpperBound: "42", scalingAdjustment: 4 },
      { metricIntervalLowerBound: "42", scalingAdjustment: 8 },
    ]);
  });

  it("counts the messages of a queue that is given", async () => {
    const { metricQueries } = argumentsOf(await make({ queueArn: given }), alarms, "worker-begin");
    assert.deepEqual((metricQueries as object[]).slice(0, 2), [
      counted("visible", "ApproximateNumberOfMessagesVisible", "orders"),
      counted("working", "ApproximateNumberOfMessagesNotVisible", "orders"),
    ]);
  });

  it("is there for any service, with the cooldown of that", async () => {
    const resources = await makeService({
      cluster: place.cluster,
      autoscaling: { minCapacity: 1, maxCapacity: 4, scaleOutCooldown: 120, queue: { queueName: "orders" } },
    });
    assert.deepEqual(namesOf(resources, policies), ["shop-begin", "shop-idle", "shop-waiting"]);
    assert.equal(stepsOf(resources, "shop-waiting").cooldown, 120);
  });
});

describe("an argument of a worker that cannot be", () => {
  const noEffect = (argument: string) => `\`${argument}\` has no effect on a queue that exists already`;
  const noQueue = "`queueArn` must be the ARN of a queue, such as the output `arn` of one";
  const taken = (variable: string) =>
    `\`environment\` or \`secrets\` has \`${variable}\`, which tells the address of the queue; give that another name in \`queueUrlVariable\``;
  const wholeNumber = (argument: string, least: number, greatest?: number) =>
    `\`${argument}\` must be a whole number, ${greatest === undefined ? `${least} or more` : `from ${least} to ${greatest}`}`;
  const noVariable = "`queueUrlVariable` must be the name of an environment variable";
  const noBoolean = "`fifo` must be true or false; it decides what is made, so it can be no output";
  const mistakes: [Partial<Args>, words: string][] = [
    [{ environment: { QUEUE_URL: "x" } }, taken("QUEUE_URL")],
    [{ secrets: { QUEUE_URL: "/shop/QUEUE_URL" } }, taken("QUEUE_URL")],
    [{ queueUrlVariable: "ORDERS", environment: { ORDERS: "x" } }, taken("ORDERS")],
    [{ queueArn: given, fifo: false }, noEffect("fifo")],
    [{ queueArn: given, visibilityTimeoutInSeconds: 60 }, noEffect("visibilityTimeoutInSeconds")],
    [{ queueArn: given, maximumReceiveCount: 3 }, noEffect("maximumReceiveCount")],
    [{ queueArn: "orders" }, noQueue],
    [{ queueArn: "https://sqs.eu-central-1.amazonaws.com/123456789012/orders" }, noQueue],
    [{ queueArn: "arn:aws:sns:eu-central-1:123456789012:orders" }, noQueue],
    [{ visibilityTimeoutInSeconds: -1 }, wholeNumber("visibilityTimeoutInSeconds", 0, 43_200)],
    [{ visibilityTimeoutInSeconds: 43_201 }, wholeNumber("visibilityTimeoutInSeconds", 0, 43_200)],
    [{ maximumReceiveCount: 0 }, wholeNumber("maximumReceiveCount", 1, 1000)],
    [{ maximumReceiveCount: 1001 }, wholeNumber("maximumReceiveCount", 1, 1000)],
    [{ capacityProviderStrategy: [] }, "`capacityProviderStrategy` must have at least one capacity provider"],
    [
      { deployment: { testPort: 9000 } },
      "`deployment.testPort` needs a `strategy` that shifts traffic: `blueGreen`, `linear` or `canary`",
    ],
    [{ minCapacity: -1 }, wholeNumber("minCapacity", 0)],
    [{ minCapacity: 3, maxCapacity: 2 }, "`maxCapacity` must not be less than `minCapacity`"],
    [{ minCapacity: 11 }, "`maxCapacity` must not be less than `minCapacity`"],
    [{ maxCapacity: 0 }, wholeNumber("maxCapacity", 1)],
    [{ maxCapacity: 0.5 }, wholeNumber("maxCapacity", 1)],
    [{ messagesPerTask: 0 }, wholeNumber("messagesPerTask", 1)],
    [{ idleMinutes: 0 }, wholeNumber("idleMinutes", 1, 60)],
    [{ idleMinutes: 61 }, wholeNumber("idleMinutes", 1, 60)],
    [{ queueUrlVariable: "" }, noVariable],
    [{ queueUrlVariable: "QUEUE-URL" }, noVariable],
    [{ queueUrlVariable: "1ST" }, noVariable],
    // Programs in JavaScript have no types.
    [{ fifo: "true" as unknown as boolean }, noBoolean],
    [{ fifo: pulumi.output(true) as unknown as boolean }, noBoolean],
  ];
  for (const [args, words] of mistakes) {
    it(`is an error that names it, before anything is registered: ${JSON.stringify(args)}`, async () => {
      const resources: Registered[] = [];
      await assert.rejects(make(args, resources), { message: `\`worker\`: ${words}.` });
      assert.deepEqual(resources, []);
    });
  }
});
