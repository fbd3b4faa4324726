/** The message of ecs-services-after-prerequisites: for the person whose preview was just rejected. */

import { type Printer, pasted } from "../code/tree";
import type { PrerequisiteRow } from "../needs/prerequisite-rows";
import { awaitedFor, byRow, type Unmet } from "../prerequisites/unmet";
import { labelOf } from "../stack/labels";
import type { Resource } from "../stack/resources";
import { type Waiter, waitCode } from "../stack/wait-code";
import { unique } from "../verdicts/groups";
import { ifMadeInApply, joined, named, upperFirst } from "../verdicts/wording";

export interface Early {
  readonly label: string;
  readonly service: Resource;
  readonly unmet: readonly Unmet[];
  readonly waiter: Waiter;
  /** Whether a resource waits for the service. */
  waitsForIt(resource: Resource): boolean;
}

export function unmetMessage(early: Early, code: Printer): string {
  const { label, unmet } = early;
  const late = unmet.filter(({ unawaited }) => unawaited.length > 0);
  const lacked = unmet.filter(({ unawaited }) => unawaited.length === 0);
  const before = late.map(({ row, subject }) => row.late?.before(named([subject.name])) ?? "");
  const without = (stops: "service" | "tasks") =>
    lacked
      .filter(({ row }) => row.lacking?.stops === stops)
      .map(({ row, subject }) => row.lacking?.without(named([subject.name])) ?? "");
  const refused = [
    ...(late.length > 0 ? [`AWS is asked for it before ${joined(before)}`] : []),
    ...without("service"),
  ];
  const stopped = without("tasks");
  const first = [
    ...(refused.length > 0 ? [`${label} cannot be created: ${joined(refused)}`] : []),
    ...(stopped.length > 0
      ? [`no task of ${refused.length > 0 ? "it" : label} can start: ${joined(stopped)}`]
      : []),
  ];
  return [
    `${upperFirst(first.join("; and "))}.`,
    ...unique(unmet.map(({ row }) => `What fails: ${row.fails ?? ""}\n    ${row.error}`)),
    ...whatIsLate(early, late, code),
    ...byRow(lacked).flatMap(({ row, group }) => whatIsLacking(row, group, code)),
  ].join("\n");
}

/** One `dependsOn` for all that the service is to wait for. */
function whatIsLate(early: Early, late: readonly Unmet[], code: Printer): string[] {
  const { service, waiter } = early;
  if (late.length === 0) return [];
  const awaited = awaitedFor(late);
  const why = byRow(late).flatMap(({ row, group }) => {
    const labels = unique(awaitedFor(group).map(labelOf));
    const first = row.late?.because ?? "";
    return `Why: ${first}, and nothing makes \`${service.name}\` come after ${joined(labels)}.${row.late?.hint ? ` ${row.late.hint}` : ""}`;
  });
  const turned = awaited.filter((resource) => early.waitsForIt(resource));
  const turn =
    turned.length > 0
      ? [
          `Change: ${joined(unique(turned.map(labelOf)))} waits for \`${service.name}\`, so that neither could be first: take that out of its options or arguments before the following.`,
        ]
      : [];
  return [...why, ...turn, `Change: make ${waitCode(waiter, awaited, code).join("\n")}`];
}

function whatIsLacking({ lacking }: PrerequisiteRow, lacked: readonly Unmet[], code: Printer): string[] {
  if (!lacking) return [];
  return [
    `Why: ${lacking.because(named(unique(lacked.map(({ subject }) => subject.name))))}`,
    ...(lacking.unseen === undefined ? [] : [ifMadeInApply(lacking.unseen)]),
    `Change: ${lacking.cure}:`,
    ...unique(lacked.map(({ subject }) => pasted(code, lacking.code(subject.name)).join("\n"))),
  ];
}
