/** Verdicts on what the roles of tasks are allowed. */
import type { Access } from "../access/access";
import { roleKey } from "../access/roles";
import { takenKey, whyNot } from "../access/taken";
import { labelOf } from "../stack/labels";
import {
  certaintyOf,
  type Finding,
  inOrder,
  type Place,
  type Step,
  type Undetermined,
  type Verdicts,
} from "../verdicts/findings";
import { groupBy, unique } from "../verdicts/groups";
import { idOf, type QuestionKind } from "../verdicts/kinds";
import { settlement } from "../verdicts/reasons";
import { joined } from "../verdicts/wording";
import type { Doubtful, Judgement, Refused } from "./judging";
import { phrases, refusedMessage, roleNames, type Teller } from "./message";
import type { Need } from "./needs";

/**
 * One finding for all that one role is refused, and one entry for all that is open about one task definition or
 * service.
 */
export function verdictsOn(
  access: Access,
  { refused, doubtful }: Judgement,
  unclear: QuestionKind,
  teller: Teller,
): Verdicts {
  return {
    findings: inOrder(
      groupBy([...refused].sort(bySubject), keyOf).map((group) => refusedFinding(access, group, teller)),
    ),
    undetermined: inOrder([
      ...groupBy(doubtful, ({ subject }) => subject.urn).map((group) => openEntry(group, unclear)),
    ]),
  };
}

function bySubject({ subject: one }: Refused, { subject: other }: Refused): number {
  return one.urn < other.urn ? -1 : one.urn > other.urn ? 1 : 0;
}

function keyOf({ need, role, certainty, permission }: Refused): string {
  return [need.row.role, roleKey(role), certainty, need.row.kind.evidence, takenKey(permission.taken)].join(
    " ",
  );
}

export function idOfNeed({ row, holder }: Need): string {
  return row.kind.id.includes("/") ? idOf(row.kind, holder) : idOf(row.kind);
}

function refusedFinding(access: Access, group: readonly [Refused, ...Refused[]], teller: Teller): Finding {
  const [first] = group;
  const idFor = ({ need }: Refused) => idOfNeed(need);
  const [place, ...alike] = groupBy(group, ({ subject }) => subject.urn).map(
    (ofSubject): Place => ({
      urn: ofSubject[0].subject.urn,
      ids: unique(ofSubject.map(idFor)),
      formerly: new Map(ofSubject.map((one) => [idFor(one), presumedIds(one.need)])),
    }),
  ) as [Place, ...Place[]];
  const refusedOn = (left: readonly Place[]) =>
    group.filter((one) => left.some(({ urn, ids }) => urn === one.subject.urn && ids.includes(idFor(one))));
  return {
    ...place,
    alike,
    certainty: certaintyOf(group.map(({ certainty }) => certainty)),
    advises: teller.rejects && first.need.row.kind.evidence === "documented",
    message: (_, left, code) => refusedMessage(access, refusedOn(left), teller, code),
    why: (left) => refusedOn(left).flatMap(whyRefused),
  };
}

/** From what needs something to the role that may not do it. */
function whyRefused({ subject, need, calls: [call], role, permission }: Refused): Step[] {
  return [
    {
      urn: subject.urn,
      text: `${nameOfRole(need.row.role)} of ${labelOf(subject)} is to ${joined(phrases([need]))}`,
    },
    { urn: role.resource?.urn, text: whyNot(permission, role, call.action) },
  ];
}

/** While only an edge tells of what a need is for, it goes by the name of that in the program. */
function presumedIds({ row, target, known }: Need): string[] {
  return target && known === "by name" && row.kind.id.includes("/") ? [idOf(row.kind, target.name)] : [];
}

function openEntry(group: readonly [Doubtful, ...Doubtful[]], unclear: QuestionKind): Undetermined {
  const [{ subject }] = group;
  const idFor = ({ need }: Doubtful) => {
    const [what = ""] = need.row.kind.id.split("-not-permitted");
    return need.row.kind.id.includes("/") ? idOf(unclear, what, need.holder) : idOf(unclear, what);
  };
  const left = (ids: readonly string[]) => group.filter((one) => ids.includes(idFor(one)));
  return {
    urn: subject.urn,
    ids: unique(group.map(idFor)),
    reason: (ids) => {
      const those = left(ids);
      const reasons = unique(those.flatMap(({ reasons: why }) => why.map(({ text }) => text))).sort();
      const roles = joined(unique(those.map(({ need }) => nameOfRole(need.row.role))).sort());
      return `Whether ${roles} of ${labelOf(subject)} may ${joined(phrases(those.map(({ need }) => need)))}: ${reasons.join("; ")}.`;
    },
    settle: settlement(group.flatMap(({ reasons }) => reasons)),
  };
}

function nameOfRole(role: Need["row"]["role"]): string {
  return role === "schedule" ? "the role" : `the ${roleNames[role]}`;
}
