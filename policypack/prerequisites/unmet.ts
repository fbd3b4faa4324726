/** What a service needs and does not come after. */
import type { Service } from "../ecs/services";
import type { PrerequisiteRow } from "../needs/prerequisite-rows";
import { labelOf } from "../stack/labels";
import type { Resource } from "../stack/resources";
import { type Step, unawaited } from "../verdicts/findings";
import { groupBy } from "../verdicts/groups";
import type { FindingKind } from "../verdicts/kinds";
import type { Reason } from "../verdicts/reasons";

export interface Unmet {
  readonly row: PrerequisiteRow;
  /** Of the row's kinds the one that this is. */
  readonly kind: FindingKind;
  readonly service: Service;
  /** What the id and the message name. */
  readonly subject: Resource;
  /** What the service would have to wait for, one of which would do; none where the stack makes none. */
  readonly unawaited: readonly Resource[];
  /** Presumed where the way to it leads through a packaged component, or what is missing may be made unseen. */
  readonly certainty: "proven" | "presumed";
  /** Why it cannot be told, where that is so. */
  readonly doubt?: Reason;
}

/** Finds what one service needs and does not come after. */
export type Reader = (service: Service) => readonly Unmet[];

/** What a service is to wait for: of several that would do, one. */
export function awaitedFor(unmet: readonly Unmet[]): Resource[] {
  return [...new Set(unmet.flatMap(({ unawaited }) => unawaited.slice(0, 1)))];
}

/** What a service needs, and what of it nothing makes the service wait for. */
export function whyUnmet(unmet: readonly Unmet[]): Step[] {
  return [
    ...unmet.map(({ subject }) => ({ urn: subject.urn, text: `it needs ${labelOf(subject)}` })),
    ...awaitedFor(unmet).map(unawaited),
  ];
}

export function byRow(
  unmet: readonly Unmet[],
): { readonly row: PrerequisiteRow; readonly group: readonly Unmet[] }[] {
  return groupBy(unmet, ({ kind }) => kind.id).map((group) => ({ row: group[0].row, group }));
}

/** Whether what is found of one service is presumed: it may wait inside of a value that has lost its edges, too. */
export function isPresumed([first, ...rest]: readonly [Unmet, ...Unmet[]]): boolean {
  const all = [first, ...rest];
  return first.service.mayWaitUnseen || all.some(({ certainty }) => certainty === "presumed");
}
