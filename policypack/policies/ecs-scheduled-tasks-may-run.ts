/**
 * Rejects schedules and rules of EventBridge that start no task: their role may not run it, or pass its roles on, or
 * they do not say in which network it is to run
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html).
 */

import { externalRoles, externalRolesSchema } from "../access/external-roles";
import { propertyName } from "../code/words";
import type { Answer } from "../iam/answers";
import type { Model } from "../model/model";
import type { StackRule } from "../model/rule";
import { verdictsOn } from "../needs/findings";
import { scheduleRows } from "../needs/permission-rows";
import { judgeSchedules } from "../scheduled-tasks/schedule-needs";
import type { ScheduledTask } from "../scheduled-tasks/scheduled-tasks";
import { read, text } from "../stack/values";
import { leastPrivilege } from "../verdicts/best-practices";
import { presumedSchema, type RawConfig } from "../verdicts/config";
import { type Finding, inOrder, type Undetermined, type Verdicts } from "../verdicts/findings";
import { type FindingKind, idOf, type QuestionKind } from "../verdicts/kinds";
import { withoutNetworkMessage } from "./ecs-scheduled-tasks-may-run.message";

const kinds = {
  withoutNetwork: {
    id: "task-network-missing",
    meaning: "the task definition has network mode `awsvpc`, and the schedule or target names no subnets",
    evidence: "reported",
    sources: [
      "https://github.com/Songmu/ecschedule/pull/22",
      "https://github.com/fabfuel/ecs-deploy/issues/61",
    ],
  },
} as const satisfies Record<string, FindingKind>;

const questions = {
  unclear: {
    id: "schedule-permission-unclear/<permission>/<role>",
    meaning: "whether the role of the schedule or target may do this",
  },
  network: {
    id: "task-network-unclear",
    meaning: "whether the schedule or target says in which subnets the task runs",
  },
} as const satisfies Record<string, QuestionKind>;

export const ecsScheduledTasksMayRun: StackRule = {
  name: "ecs-scheduled-tasks-may-run",
  displayName: "Scheduled tasks may run",
  description:
    "The role of a schedule or rule of EventBridge may run the task definition and pass on its roles, and a task of network mode awsvpc is told its subnets: without that no task starts, and nobody is told.",
  rejects: "a schedule or rule of EventBridge that may not start its task",
  level: "mandatory",
  severity: "high",
  serves: leastPrivilege,
  tags: ["ecs", "iam", "eventbridge", "scheduler"],
  remediation:
    "Allow the role of the schedule or target `ecs:RunTask` on the task definition and `iam:PassRole` on its execution and task roles, and give a network configuration to tasks of network mode `awsvpc`. Declare in `externalRoles` what a role may do that is made elsewhere.",
  findings: [...Object.values(scheduleRows).map(({ kind }) => kind), ...Object.values(kinds)],
  questions: Object.values(questions),
  configSchema: { externalRoles: externalRolesSchema, presumed: presumedSchema },
  evaluate,
};

function evaluate({ access, scheduledTasks }: Model, raw: RawConfig): Verdicts {
  const judgement = judgeSchedules(access, scheduledTasks, externalRoles(raw));
  const { findings, undetermined } = verdictsOn(access, judgement, questions.unclear, {
    policy: ecsScheduledTasksMayRun.name,
    rejects: true,
    lead: (subjects) => `What ${subjects} should run never starts`,
  });
  return {
    findings: inOrder([...findings, ...scheduledTasks.flatMap(withoutNetwork)]),
    undetermined: inOrder([...undetermined, ...scheduledTasks.flatMap(openNetwork)]),
  };
}

/** Whether the task needs a network of its own, as far as the task definition of this stack says. */
function needsNetwork({ meant: { definition } }: ScheduledTask): Answer {
  const mode = definition && read(definition.resource, "inputs", ["networkMode"], text);
  if (mode?.kind === "unknown") return "cannot tell";
  return mode?.kind === "known" && mode.value === "awsvpc" ? "yes" : "no";
}

function withoutNetwork(task: ScheduledTask): Finding[] {
  const { resource, network, meant } = task;
  if (network.kind !== "absent" || needsNetwork(task) !== "yes" || !meant.definition) return [];
  const definition = meant.definition.resource;
  return [
    {
      urn: resource.urn,
      ids: [idOf(kinds.withoutNetwork)],
      certainty: meant.certainty,
      message: (_, __, code) => withoutNetworkMessage(resource, definition, code),
    },
  ];
}

function openNetwork(task: ScheduledTask): Undetermined[] {
  const { resource, network } = task;
  const needs = needsNetwork(task);
  if (network.kind === "known" || needs === "no" || (network.kind === "absent" && needs === "yes")) return [];
  const faults = {
    absent: `the \`${propertyName("networkMode")}\` of its task definition is not known before the update, and it names none`,
    unknown: `\`${propertyName("networkConfiguration")}\` is not known before the update`,
    malformed: `\`${propertyName("networkConfiguration")}\` is not ${network.kind === "malformed" ? network.expected : ""}`,
  };
  const fault = faults[network.kind];
  return [
    {
      urn: resource.urn,
      ids: [idOf(questions.network)],
      reason: () => `Whether \`${resource.name}\` says in which subnets its task runs: ${fault}.`,
      settle: `Write \`${propertyName("networkConfiguration")}\` as an object; only what is inside may be an output.`,
    },
  ];
}
