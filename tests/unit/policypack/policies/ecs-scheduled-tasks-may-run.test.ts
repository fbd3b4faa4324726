import { type Case, document, testCases } from "../../../support/cases";
import { rolesTrustEcs, scheduledTasksMayRun, undetermined } from "../../../support/pack";
import {
  account,
  type Handle,
  type Input,
  type Inputs,
  jsonText,
  losingEdges,
  Output,
  type Stack,
} from "../../../support/stack";

const schedule = "aws:scheduler/schedule:Schedule";
const target = "aws:cloudwatch/eventTarget:EventTarget";

const rejected = (ids: string, on = `${schedule}::nightly`) =>
  `mandatory ${scheduledTasksMayRun} ${ids} ${on}`;
const presumed = (ids: string, on?: string) => `${rejected(ids, on)} presumed`;
const listed = (ids: string, on = `${schedule}::nightly`) => `advisory ${undetermined} ${ids} ${on}`;

const trust = (service: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
  });

interface Parts {
  readonly cluster: Handle;
  readonly definition: Handle;
  readonly execution: Handle;
  readonly task: Handle;
  readonly runner: Handle;
}

interface Program {
  /** What the role of the schedule is allowed. */
  readonly allows?: (parts: Parts) => Input;
  readonly runner?: Inputs;
  readonly task?: Inputs;
  readonly inNetwork?: boolean | Input;
  readonly definitionArn?: (parts: Parts) => Input;
  /** A target of a rule, in place of a schedule. */
  readonly ofRule?: boolean;
}

const network = { subnets: ["subnet-0123456789abcdef0"] };

function program(of: Program) {
  return (stack: Stack): void => {
    const { allows, runner: args = {}, task: more = {}, inNetwork = true, definitionArn, ofRule } = of;
    const principal = ofRule ? "events.amazonaws.com" : "scheduler.amazonaws.com";
    const cluster = stack.cluster("main");
    const execution = stack.role("execution");
    const task = stack.role("app");
    const runner = stack.role("runner", { assumeRolePolicy: trust(principal), ...args });
    const definition = stack.taskDefinition("report", {
      networkMode: "awsvpc",
      executionRoleArn: execution.arn,
      taskRoleArn: task.arn,
      ...more,
    });
    const parts = { cluster, definition, execution, task, runner };
    if (allows) {
      const policy = allows(parts);
      const text = policy instanceof Output ? policy : jsonText(policy);
      stack.rolePolicy("runs", { role: runner.name, policy: text });
    }
    const ecs = {
      taskDefinitionArn: definitionArn ? definitionArn(parts) : definition.arn,
      launchType: "FARGATE",
      ...(inNetwork !== false && { networkConfiguration: inNetwork === true ? network : inNetwork }),
    };
    if (ofRule)
      stack.custom(target, "nightly", {
        rule: "nightly",
        arn: cluster.arn,
        roleArn: runner.arn,
        ecsTarget: ecs,
      });
    else
      stack.custom(schedule, "nightly", {
        scheduleExpression: "rate(1 day)",
        flexibleTimeWindow: { mode: "OFF" },
        target: { arn: cluster.arn, roleArn: runner.arn, ecsParameters: ecs },
      });
  };
}

const run = (resource: Input, more: { readonly [key: string]: Input } = {}) => ({
  Effect: "Allow",
  Action: "ecs:RunTask",
  Resource: resource,
  ...more,
});
const pass = (resource: Input, more: { readonly [key: string]: Input } = {}) => ({
  Effect: "Allow",
  Action: "iam:PassRole",
  Resource: resource,
  ...more,
});
const family = (suffix: string) => `arn:aws:ecs:eu-central-1:${account}:task-definition/report${suffix}`;

/** A role that another stack gives, say, and which is not known at first. */
const lost = (arn: string) => new Output(arn, [], { isKnown: false, from: [] });

const passes = (it: string, of: Program): Case => ({ it, program: program(of) });
const finds = (it: string, of: Program, found: Partial<Case>): Case => ({
  it,
  program: program(of),
  ...found,
});

describe("ecs-scheduled-tasks-may-run", () => {
  testCases([
    finds(
      "rejects a role that may nothing",
      {},
      {
        finds: [
          rejected("run-task-not-permitted,pass-role-not-permitted/execution,pass-role-not-permitted/app"),
        ],
        says: [
          /^What schedule `nightly` should run never starts: its role `runner` may not run task definition `report`, nor pass on roles `app` and `execution`\.$/m,
          /Resource: \[report\.arn\]/,
          /Action: "iam:PassRole", Resource: \[execution\.arn, app\.arn\], Condition: \{ StringEquals/,
        ],
      },
    ),
    passes("passes what it needs", {
      allows: ({ definition, execution, task }) =>
        document(run(definition.arn), pass([execution.arn, task.arn])),
    }),
    passes("passes all of ECS and all roles", { allows: () => document(run("*"), pass("*")) }),
    passes("passes AWS's policy for events", {
      runner: {
        managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceEventsRole"],
      },
      ofRule: true,
    }),
    passes("passes all revisions of the family", {
      allows: () =>
        document(
          run(family(":*")),
          pass("*", { Condition: { StringLike: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } } }),
        ),
    }),
    passes("passes a guard on the cluster", {
      allows: ({ cluster }) =>
        document(run("*", { Condition: { ArnEquals: { "ecs:cluster": cluster.arn } } }), pass("*")),
    }),
    finds(
      "rejects a guard on another cluster",
      {
        allows: () =>
          document(
            run("*", {
              Condition: {
                ArnEquals: { "ecs:cluster": `arn:aws:ecs:eu-central-1:${account}:cluster/other` },
              },
            }),
            pass("*"),
          ),
      },
      {
        finds: [rejected("run-task-not-permitted")],
        says: [/(?:under a condition on `ecs:cluster` that does not hold|under a condition)/],
      },
    ),
    finds(
      "rejects a family without its revisions",
      { allows: () => document(run(family("")), pass("*")) },
      {
        finds: [rejected("run-task-not-permitted")],
        says: [/names the family without a revision/],
      },
    ),
    passes("passes a family without revisions where the schedule names none", {
      allows: () => document(run(family("")), pass("*")),
      definitionArn: () => family(""),
    }),
    finds(
      "rejects another family",
      {
        allows: () => document(run(`arn:aws:ecs:eu-central-1:${account}:task-definition/other:*`), pass("*")),
      },
      {
        finds: [rejected("run-task-not-permitted")],
        findsAtFirst: [presumed("run-task-not-permitted")],
      },
    ),
    finds(
      "rejects roles passed to another service",
      {
        allows: () =>
          document(
            run("*"),
            pass("*", { Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } } }),
          ),
      },
      {
        finds: [rejected("pass-role-not-permitted/execution,pass-role-not-permitted/app")],
      },
    ),
    finds(
      "rejects one role of two",
      { allows: ({ execution }) => document(run("*"), pass(execution.arn)) },
      {
        finds: [rejected("pass-role-not-permitted/app")],
        // What is in a document that is not known may be the other role as well.
        findsAtFirst: [listed("schedule-permission-unclear/pass-role/app")],
      },
    ),
    finds(
      "lists a role of which it is not known which one it is",
      {
        allows: ({ execution }) => document(run("*"), pass(execution.arn)),
        task: { taskRoleArn: lost(`arn:aws:iam::${account}:role/app`) },
      },
      {
        finds: [rejected("pass-role-not-permitted/app")],
        findsAtFirst: [listed("schedule-permission-unclear/pass-role/taskrolearn")],
      },
    ),
    passes("passes one that may pass on whichever that is", {
      allows: () => document(run("*"), pass(`arn:aws:iam::${account}:role/*`)),
      task: { taskRoleArn: lost(`arn:aws:iam::${account}:role/app`) },
    }),
    finds(
      "lists a document that has lost its edges",
      {
        allows: ({ definition }) => losingEdges(jsonText(document(run(definition.arn), pass("*")))),
      },
      {
        findsAtFirst: [
          listed(
            "schedule-permission-unclear/run-task,schedule-permission-unclear/pass-role/execution,schedule-permission-unclear/pass-role/app",
          ),
        ],
      },
    ),
    finds(
      "rejects the target of a rule, too",
      { ofRule: true },
      {
        finds: [
          rejected(
            "run-task-not-permitted,pass-role-not-permitted/execution,pass-role-not-permitted/app",
            `${target}::nightly`,
          ),
        ],
        says: [/^What event target `nightly` should run never starts/m],
      },
    ),
    finds(
      "asks for the run alone where the definition is made elsewhere",
      {
        definitionArn: () => `arn:aws:ecs:eu-central-1:${account}:task-definition/shared:3`,
      },
      { finds: [rejected("run-task-not-permitted")] },
    ),
    finds(
      "rejects a task of awsvpc without subnets",
      {
        allows: () => document(run("*"), pass("*")),
        inNetwork: false,
      },
      {
        finds: [rejected("task-network-missing")],
        says: [
          /^What schedule `nightly` should run never starts: it names no subnets, and task definition `report` has network mode `awsvpc`\.$/m,
          /`target\.ecsParameters`/,
        ],
      },
    ),
    {
      it: "lists a target that is not known as a whole",
      program: (stack) => {
        const definition = stack.taskDefinition("report", {
          networkMode: "awsvpc",
        });
        const runner = stack.role("runner", { assumeRolePolicy: trust("scheduler.amazonaws.com") });
        const parts = [definition.arn, runner.arn];
        stack.custom(schedule, "nightly", {
          target: new Output(
            {
              arn: `arn:aws:ecs:eu-central-1:${account}:cluster/main`,
              roleArn: `arn:aws:iam::${account}:role/runner-0a1b2c3`,
              ecsParameters: { taskDefinitionArn: `${family("")}:1`, networkConfiguration: network },
            },
            parts.flatMap(({ from }) => from),
          ),
        });
      },
      finds: [rejected("run-task-not-permitted")],
      findsAtFirst: [rejected("run-task-not-permitted"), listed("task-network-unclear")],
    },
    finds(
      "lists a network of another form",
      { allows: () => document(run("*"), pass("*")), inNetwork: "subnet-1" },
      { finds: [listed("task-network-unclear")] },
    ),
    passes("passes a task of another mode without subnets", {
      allows: () => document(run("*"), pass("*")),
      task: { networkMode: "bridge" },
      inNetwork: false,
    }),
    finds(
      "rejects a role that another service may assume",
      {
        allows: () => document(run("*"), pass("*")),
        runner: { assumeRolePolicy: trust("ecs-tasks.amazonaws.com") },
      },
      {
        finds: [`mandatory ${rolesTrustEcs} schedule-role-not-assumable aws:iam/role:Role::runner`],
        says: [
          /^What schedule `nightly` should run never starts: the trust policy of role `runner` does not let `scheduler\.amazonaws\.com` assume it\.$/m,
        ],
      },
    ),
    {
      it: "asks nothing of a role made elsewhere",
      program: (stack) => {
        const definition = stack.taskDefinition("report", {});
        stack.custom(schedule, "nightly", {
          target: {
            arn: "arn:aws:ecs:eu-central-1:123456789012:cluster/main",
            roleArn: `arn:aws:iam::${account}:role/shared`,
            ecsParameters: { taskDefinitionArn: definition.arn },
          },
        });
      },
    },
    {
      it: "asks nothing of schedules for other services",
      program: (stack) =>
        void stack.custom(schedule, "nightly", {
          target: {
            arn: `arn:aws:sqs:eu-central-1:${account}:queue`,
            roleArn: stack.role("runner").arn,
          },
        }),
    },
  ]);
});
