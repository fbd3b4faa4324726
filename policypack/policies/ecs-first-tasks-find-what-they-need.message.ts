/** The message of ecs-first-tasks-find-what-they-need. */

import { type Printer, pasted } from "../code/tree";
import type { Service } from "../ecs/services";
import type { PrerequisiteRow } from "../needs/prerequisite-rows";
import { awaitedFor, byRow, type Unmet } from "../prerequisites/unmet";
import { listOf } from "../stack/labels";
import { interpret, object, read, sourceOf, truth } from "../stack/values";
import { type Waiter, waitCode } from "../stack/wait-code";
import { unique } from "../verdicts/groups";
import { joined, named } from "../verdicts/wording";

export interface FirstTasks {
  readonly service: Service;
  readonly unmet: readonly Unmet[];
  readonly waiter: Waiter;
}

type Wording = (subjects: string, many?: boolean) => string;

export function firstTasksMessage({ service, unmet, waiter }: FirstTasks, code: Printer): string {
  const { resource } = service;
  const late = unmet.filter(({ unawaited }) => unawaited.length > 0);
  const lacked = unmet.filter(({ unawaited }) => unawaited.length === 0);
  const said = (one: readonly Unmet[], say: (row: PrerequisiteRow) => Wording | undefined) =>
    byRow(one).flatMap(({ row, group }) => {
      const subjects = [...new Set(group.map(({ subject }) => subject))];
      return say(row)?.(listOf(subjects), subjects.length > 1) ?? [];
    });
  const before = said(late, ({ late: its }) => its?.before);
  const without = said(lacked, ({ lacking }) => lacking?.without);
  const faults = [
    ...(late.length > 0 ? [`may start before ${joined(before)}`] : []),
    ...(lacked.length > 0 ? [`find nothing to run: ${joined(without)}`] : []),
  ];
  const awaited = awaitedFor(late);
  return [
    `The first tasks of service \`${resource.name}\` ${faults.join(", and ")}.`,
    `What fails: ${whatBecomesOfThem(service)}`,
    ...unique(unmet.map(({ row }) => `    ${row.error}`)),
    ...byRow(late).map(
      ({ row, group }) =>
        `Why: ${row.late?.because}, and nothing makes \`${resource.name}\` come after ${listOf(awaitedFor(group))}.${row.late?.hint ? ` ${row.late.hint}` : ""}`,
    ),
    ...(late.length > 0 ? [`Change: make ${waitCode(waiter, awaited, code).join("\n")}`] : []),
    ...byRow(lacked).flatMap(({ row: { lacking }, group }) =>
      lacking
        ? [
            `Why: ${lacking.because(named(unique(group.map(({ subject }) => subject.name))))}`,
            `Change: ${lacking.cure}:`,
            ...unique(group.map(({ subject }) => pasted(code, lacking.code(subject.name)).join("\n"))),
          ]
        : [],
    ),
  ].join("\n");
}

/** With a circuit breaker, or when `up` waits, what else heals by itself may fail the update. */
function whatBecomesOfThem({ resource, desiredCount, waitsForSteadyState }: Service): string {
  const breaker = read(resource, "inputs", ["deploymentCircuitBreaker"], object);
  const enabled =
    breaker.kind === "known"
      ? interpret(breaker.value.enable, truth, sourceOf(resource, "deploymentCircuitBreaker"))
      : breaker;
  if (enabled.kind === "known" && enabled.value)
    return `they stop, and after ${threshold(desiredCount)} of them the circuit breaker ends this deployment, which has no earlier one to go back to:`;
  if (waitsForSteadyState)
    return "they stop, ECS starts others later and later, and `up`, which waits for a steady state, fails when that takes too long:";
  return "they stop, and ECS starts others, later and later, until all of it is there:";
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html, failure threshold */
function threshold(desiredCount: number | undefined): string {
  return desiredCount === undefined ? "a few" : `${Math.min(Math.max(Math.ceil(desiredCount / 2), 3), 200)}`;
}
