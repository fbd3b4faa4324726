import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ScheduledTask } from "../../../components";
import { ofType, type Registered, registered } from "../../support/mocks";
import { namesOf, onlyOf } from "./balanced";
import { argumentsOf, documentOf, namesOfResources, optionsOf, settled, trustOf } from "./made";
import { definitionArn, passing, place, roleArn, running, trustIn } from "./started";

type Args = ConstructorParameters<typeof ScheduledTask>[1];

const schedules = "aws:scheduler/schedule:Schedule";
const queues = "aws:sqs/queue:Queue";
const queueArn = "arn:aws:sqs:eu-central-1:123456789012:report-not-started-0000000";

const newTask = (edit: Partial<Args> = {}) =>
  new ScheduledTask("report", { ...place, schedule: "rate(1 day)", ...edit });

function make(edit: Partial<Args> = {}, resources: Registered[] = []): Promise<Registered[]> {
  return registered(() => newTask(edit), resources);
}

const scheduleOf = async (edit: Partial<Args> = {}) => argumentsOf(await make(edit), schedules, "report");

/** The part of a schedule that says what is started. */
interface Target {
  ecsParameters: Record<string, unknown>;
  retryPolicy: object;
  deadLetterConfig: object;
}
const targetOf = async (edit: Partial<Args> = {}) => (await scheduleOf(edit)).target as Target;

describe("a scheduled task", () => {
  it("is made of a schedule, a task, their roles and a queue", async () => {
    const types = (await make()).map(({ type }) => type).sort();
    assert.deepEqual(types, [
      "aws:cloudwatch/logGroup:LogGroup",
      "aws:ecs/taskDefinition:TaskDefinition",
      "aws:iam/role:Role",
      "aws:iam/role:Role",
      "aws:iam/role:Role",
      "aws:iam/rolePolicy:RolePolicy",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      schedules,
      queues,
    ]);
  });

  it("is started at its time, on Fargate, in its subnets", async () => {
    assert.deepEqual(await scheduleOf(), {
      scheduleExpression: "rate(1 day)",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: place.cluster,
        roleArn: roleArn("report-schedule"),
        ecsParameters: {
          taskDefinitionArn: definitionArn("report"),
          launchType: "FARGATE",
          networkConfiguration: { subnets: ["subnet-1", "subnet-2"], assignPublicIp: false },
          propagateTags: "TASK_DEFINITION",
        },
        retryPolicy: { maximumRetryAttempts: 10, maximumEventAgeInSeconds: 3600 },
        deadLetterConfig: { arn: queueArn },
      },
    });
  });

  it("takes what is said of its time", async () => {
    const { target: _, ...times } = await scheduleOf({
      schedule: "cron(0 3 * * ? *)",
      timezone: "Europe/Berlin",
      flexibleWindowInMinutes: 15,
      enabled: false,
    });
    assert.deepEqual(times, {
      scheduleExpression: "cron(0 3 * * ? *)",
      scheduleExpressionTimezone: "Europe/Berlin",
      flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: 15 },
      state: "DISABLED",
    });
  });

  it("begins at once with a window of no minutes", async () => {
    const { flexibleTimeWindow } = await scheduleOf({ flexibleWindowInMinutes: 0 });
    assert.deepEqual(flexibleTimeWindow, { mode: "OFF" });
  });

  it("runs where it is said to", async () => {
    assert.equal((await scheduleOf({ enabled: true })).state, "ENABLED");
  });

  it("is started as it is told", async () => {
    const { ecsParameters, retryPolicy } = await targetOf({
      taskCount: 3,
      securityGroups: ["sg-1"],
      assignPublicIp: true,
      enableExecuteCommand: true,
      maximumRetryAttempts: 0,
      maximumEventAgeInSeconds: 60,
      capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT" }],
    });
    assert.deepEqual(ecsParameters, {
      taskDefinitionArn: definitionArn("report"),
      taskCount: 3,
      capacityProviderStrategies: [{ capacityProvider: "FARGATE_SPOT", weight: 1, base: 0 }],
      networkConfiguration: {
        subnets: ["subnet-1", "subnet-2"],
        securityGroups: ["sg-1"],
        assignPublicIp: true,
      },
      enableExecuteCommand: true,
      propagateTags: "TASK_DEFINITION",
    });
    assert.deepEqual(retryPolicy, { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 });
  });

  it("is started by Scheduler, for this account only", async () => {
    assert.deepEqual(trustOf(await make(), "report-schedule"), trustIn("scheduler.amazonaws.com"));
  });

  it("is the only one that its schedule may run, with exactly its roles, its cluster and its queue", async () => {
    assert.deepEqual(documentOf(await make(), "report-schedule"), {
      role: "report-schedule-0000000",
      statements: [
        passing(roleArn("report-task"), roleArn("report-execution")),
        ...running("report"),
        { Effect: "Allow", Action: "sqs:SendMessage", Resource: queueArn },
      ],
    });
  });

  it("has an execution role passed that exists already, by a policy of its own", async () => {
    const resources = await make({ executionRoleName: "shared" });
    const [first] = documentOf(resources, "report-schedule").statements;
    assert.deepEqual(first, passing(roleArn("report-task")));
    assert.deepEqual(documentOf(resources, "report-schedule-execution-role"), {
      role: "report-schedule-0000000",
      statements: [passing("arn:aws:iam::123456789012:role/shared")],
    });
  });

  it("bounds the role of its schedule as those of the task", async () => {
    const permissionsBoundaryArn = "arn:aws:iam::123456789012:policy/boundary";
    const roles = ofType(await make({ permissionsBoundaryArn }), "aws:iam/role:Role");
    assert.deepEqual(Object.fromEntries([...roles].map(([name, role]) => [name, role.permissionsBoundary])), {
      "report-execution": permissionsBoundaryArn,
      "report-schedule": permissionsBoundaryArn,
      "report-task": permissionsBoundaryArn,
    });
  });

  it("keeps for fourteen days, encrypted, what could not be started", async () => {
    assert.deepEqual(argumentsOf(await make(), queues, "report-not-started"), {
      messageRetentionSeconds: 1_209_600,
      sqsManagedSseEnabled: true,
    });
  });

  it("keeps it in a queue that is given, and makes none", async () => {
    const deadLetterQueueArn = "arn:aws:sqs:eu-central-1:123456789012:mine";
    const resources = await make({ deadLetterQueueArn });
    assert.equal(ofType(resources, queues).size, 0);
    const { deadLetterConfig } = onlyOf(resources, schedules).target as Target;
    assert.deepEqual(deadLetterConfig, { arn: deadLetterQueueArn });
    assert.deepEqual(documentOf(resources, "report-schedule").statements.at(-1), {
      Effect: "Allow",
      Action: "sqs:SendMessage",
      Resource: deadLetterQueueArn,
    });
  });

  it("waits for what its tasks and its schedule need", async () => {
    const options = await optionsOf(() => newTask({ secrets: { URL: "/shop/URL" } }));
    const { dependsOn } = options[`${schedules} report`] ?? {};
    assert.deepEqual(await namesOfResources(dependsOn as pulumi.Resource[]), [
      "report-execution",
      "report-secrets",
      "report",
      "report-schedule",
    ]);
  });

  it("has its tags on everything that can have them", async () => {
    const resources = await make({ tags: { team: "shop" } });
    const without = resources.filter(({ inputs }) => inputs.tags === undefined).map(({ type }) => type);
    assert.deepEqual(without.sort(), [
      "aws:iam/rolePolicy:RolePolicy",
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      schedules,
    ]);
    for (const { inputs, type } of resources)
      if (inputs.tags !== undefined) assert.deepEqual(inputs.tags, { team: "shop" }, type);
  });

  it("is told with its schedule, its roles and its queue", async () => {
    let answer: Promise<unknown> = Promise.resolve();
    await registered(() => {
      const { schedule, taskRole, executionRoleArn, executionRoleName, deadLetterQueueArn } = newTask();
      answer = settled(
        pulumi.all([schedule.arn, taskRole.arn, executionRoleArn, executionRoleName, deadLetterQueueArn]),
      );
    });
    assert.deepEqual(await answer, [
      `arn:of:${schedules}:report`,
      roleArn("report-task"),
      roleArn("report-execution"),
      "report-execution-0000000",
      queueArn,
    ]);
  });

  it("keeps its logs as a service does", async () => {
    assert.deepEqual(namesOf(await make(), "aws:cloudwatch/logGroup:LogGroup"), ["report"]);
  });
});

describe("an argument of a scheduled task that cannot be", () => {
  const noSchedule = "`schedule` must be `rate(…)`, `cron(…)` with six fields, or `at(…)`";
  const noDay =
    "`schedule` must have `?` either as the day of the month or as the day of the week, such as `cron(0 3 * * ? *)`";
  const noDate = "`schedule` must have a date and time that there are";
  const noZone = "`timezone` must be a time zone such as `Europe/Berlin`";
  const noQueue = "`deadLetterQueueArn` must be the ARN of a queue of SQS that is no FIFO queue";
  const wholeNumber = (argument: string, least: number, greatest: number) =>
    `\`${argument}\` must be a whole number, from ${least} to ${greatest}`;
  const mistakes: [Partial<Args>, words: string][] = [
    ...["", "1 day", "rate(1 days)", "rate(2 day)", "rate(0 days)", "rate(1 week)"].map(
      (schedule): [Partial<Args>, string] => [{ schedule }, noSchedule],
    ),
    ...["cron(0 3 * * *)", "cron(0 3 * * * *)", "cron(0 3 ? * ? *)"].map(
      (schedule): [Partial<Args>, string] => [{ schedule }, noDay],
    ),
    [{ schedule: "cron(0 3 * * ?)" }, noSchedule],
    [{ schedule: "at(2030-01-01)" }, noSchedule],
    ...["at(2030-13-01T03:00:00)", "at(2030-01-32T03:00:00)", "at(2030-01-01T25:00:00)"].map(
      (schedule): [Partial<Args>, string] => [{ schedule }, noDate],
    ),
    [{ timezone: "Berlin" }, noZone],
    [{ timezone: "Europe/Atlantis" }, noZone],
    [{ timezone: "" }, noZone],
    [{ cluster: "apps" }, "`cluster` must be the ARN of a cluster, such as its output `arn`"],
    ...[
      "mine",
      "https://sqs.eu-central-1.amazonaws.com/123456789012/mine",
      "arn:aws:sns:eu-central-1:123456789012:mine",
      "arn:aws:sqs:eu-central-1:123456789012:mine.fifo",
    ].map((deadLetterQueueArn): [Partial<Args>, string] => [{ deadLetterQueueArn }, noQueue]),
    // Programs in JavaScript have no types.
    [{ schedule: undefined as unknown as string }, noSchedule],
    [{ flexibleWindowInMinutes: -1 }, wholeNumber("flexibleWindowInMinutes", 0, 1440)],
    [{ flexibleWindowInMinutes: 1441 }, wholeNumber("flexibleWindowInMinutes", 0, 1440)],
    [{ taskCount: 0 }, wholeNumber("taskCount", 1, 10)],
    [{ taskCount: 11 }, wholeNumber("taskCount", 1, 10)],
    [{ maximumRetryAttempts: -1 }, wholeNumber("maximumRetryAttempts", 0, 185)],
    [{ maximumRetryAttempts: 186 }, wholeNumber("maximumRetryAttempts", 0, 185)],
    [{ maximumEventAgeInSeconds: 59 }, wholeNumber("maximumEventAgeInSeconds", 60, 86_400)],
    [{ maximumEventAgeInSeconds: 86_401 }, wholeNumber("maximumEventAgeInSeconds", 60, 86_400)],
    [{ capacityProviderStrategy: [] }, "`capacityProviderStrategy` must have at least one capacity provider"],
    [
      { capacityProviderStrategy: [{ capacityProvider: "EC2" }] },
      "`capacityProviderStrategy` must be `FARGATE` or `FARGATE_SPOT`",
    ],
    [
      { cpu: 300 },
      "`cpu` must be a number of CPU units that Fargate has: 256, 512, 1024, 2048, 4096, 8192, 16384",
    ],
  ];
  for (const [args, words] of mistakes) {
    it(`is an error that names it, before anything is registered: ${JSON.stringify(args)}`, async () => {
      const resources: Registered[] = [];
      await assert.rejects(make(args, resources), { message: `\`report\`: ${words}.` });
      assert.deepEqual(resources, []);
    });
  }
});
