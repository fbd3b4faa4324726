/** The message of ecs-services-after-prerequisites: for the person whose preview was just rejected. */
import type { Row } from "../prerequisites/rows";
import type { Unmet } from "../prerequisites/unmet";
import type { Graph } from "../stack/graph";
import type { Resource } from "../stack/resources";
import { waitCode } from "../stack/wait-code";
import { variableName } from "../verdicts/code";
import { unique } from "../verdicts/groups";
import { ifMadeInApply, joined, named, upperFirst } from "../verdicts/wording";

export interface Early {
  readonly graph: Graph;
  readonly label: string;
  readonly service: Resource;
  readonly unmet: readonly Unmet[];
  /** Whether the service can wait for all that is in a component. */
  canAwait(component: Resource): boolean;
}

export function unmetMessage(early: Early): string {
  const { label, unmet } = early;
  const byRow = [...new Set(unmet.map(({ row }) => row))].map((row) => {
    return { row, group: unmet.filter((one) => one.row === row) };
  });
  const before = byRow.map(({ row, group }) => row.before(namesIn(group)));
  return [
    `${upperFirst(label)} cannot be created: AWS is asked for it before ${joined(before)}.`,
    ...unique(byRow.map(({ row }) => `What fails: ${row.fails}\n    ${row.error}`)),
    ...whatIsLate(early),
    ...byRow.flatMap(({ row, group }) => whatIsLacking(row, group)),
  ].join("\n");
}

/** One `dependsOn` for all that the service is to wait for. */
function whatIsLate({ graph, service, unmet, canAwait }: Early): string[] {
  const late = unmet.filter(({ unawaited }) => unawaited.length > 0);
  if (late.length === 0) return [];
  const awaited = (some: readonly Unmet[]) => [
    ...new Set(some.flatMap(({ unawaited }) => unawaited.slice(0, 1))),
  ];
  const why = [...new Set(late.map(({ row }) => row))].flatMap((row: Row) => {
    const names = named(unique(awaited(late.filter((one) => one.row === row)).map(({ name }) => name)));
    if (!row.late) return [];
    return `Why: ${row.late.because}, and nothing makes \`${service.name}\` come after ${names}. ${row.late.hint}`;
  });
  return [...why, `Change: make ${waitCode(graph, service, awaited(late), canAwait).join("\n")}`];
}

function whatIsLacking({ lacking }: Row, group: readonly Unmet[]): string[] {
  const lacked = group.filter(({ unawaited }) => unawaited.length === 0);
  const [first] = lacked;
  if (!first || !lacking) return [];
  return [
    `Why: ${lacking.because(namesIn(lacked))}`,
    ...(lacking.unseen === undefined ? [] : [ifMadeInApply(lacking.unseen)]),
    `Change: ${lacking.cure}:`,
    `    ${lacking.code(variableName(first.subject.name))}`,
  ];
}

function namesIn(unmet: readonly Unmet[]): string {
  return named(unique(unmet.map(({ subject }) => subject.name)));
}
