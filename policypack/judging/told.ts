/** What policies tell of a stack, in words and as plain values. */

import type { Printer } from "../code/tree";
import { inWords } from "../code/words";
import type { Exemption } from "../verdicts/config-entries";
import type { Exemptions } from "../verdicts/exemptions";
import { nameIn } from "../verdicts/exemptions";
import type { Finding, Place, Step, Undetermined } from "../verdicts/findings";
import { groupBy, unique } from "../verdicts/groups";
import { lowerFirst, mostIds, mostNames, shorten } from "../verdicts/wording";

/** What is reported in one message. */
export interface Report {
  /** The policy whose answer it is; the last policy of the pack passes on those of others. */
  readonly policy: string;
  /** A `mistake` is one of the configuration. */
  readonly kind: "finding" | "advice" | "question" | "mistake";
  readonly certainty: "proven" | "presumed" | "undetermined";
  /** Where it is reported, then others. */
  readonly places: readonly [ReportedPlace, ...ReportedPlace[]];
  readonly text: string;
  why(): readonly Step[];
}

export type ReportedPlace = Pick<Place, "urn" | "ids">;

/** A report that is not made, because an exemption covers it. */
export interface AcceptedReport extends Report {
  readonly by: Exemption;
}

/** What one policy tells when it is asked. */
export interface Told {
  readonly reports: readonly Report[];
  /** What exemptions cover, which is put into words when somebody wants to read it. */
  readonly accepted: readonly (() => AcceptedReport)[];
  /** Lines to print: no level makes a rejection of them. */
  readonly notes: readonly string[];
}

/** How messages offer code. */
export interface Coding {
  readonly printer: Printer;
  /** The lines of a message, with one about its language where that is to be said. */
  message(write: (printer: Printer) => string): string[];
}

/** What leads to nothing more. */
const nothing = (): readonly Step[] => [];

/** The report of a mistake in the configuration. */
export function mistakeReport(policy: string, urn: string, id: string, text: string): Report {
  return {
    policy,
    kind: "mistake",
    certainty: "proven",
    places: [{ urn, ids: [id] }],
    text: `${text}\nFinding: ${id}`,
    why: nothing,
  };
}

/**
 * A finding as its policy reports it, and what exemptions take from it.
 * @param coding how the finding offers code
 */
export function findingReports(
  policy: string,
  finding: Finding,
  exemptions: Exemptions,
  coding: () => Coding,
): Pick<Told, "reports" | "accepted"> {
  const remainder = applied(exemptions, placesOf(finding));
  return {
    reports: findingReport(policy, "finding", finding, remainder, coding),
    accepted: acceptedFindings(policy, "finding", finding, remainder.accepted, coding),
  };
}

function findingReport(
  policy: string,
  kind: Report["kind"],
  finding: Finding,
  { left, expired }: Applied<Place>,
  coding: () => Coding,
): Report[] {
  const [first, ...more] = left;
  if (!first) return [];
  return [
    {
      policy,
      kind,
      certainty: finding.certainty,
      places: [first, ...more],
      text: textOf(finding, left, expired, coding()),
      why: () => said(finding.why?.(left), coding().printer),
    },
  ];
}

function acceptedFindings(
  policy: string,
  kind: Report["kind"],
  finding: Finding,
  accepted: readonly AcceptedPlace<Place>[],
  coding: () => Coding,
): (() => AcceptedReport)[] {
  return accepted.map(({ place, by }) => () => {
    const { printer } = coding();
    return {
      policy,
      kind,
      certainty: finding.certainty,
      places: [place],
      text: inWords(finding.message(place.ids, [place], printer), printer),
      why: () => said(finding.why?.([place]), printer),
      by,
    };
  });
}

/**
 * A report of the last policy, but for what its own exemptions cover.
 * @param further the exemptions of the last policy
 */
export type Listed = (further: Exemptions) => Pick<Told, "reports" | "accepted">;

/** A finding that its policy leaves to the last one. */
export function listedFinding(
  policy: string,
  verb: "advises" | "presumes",
  finding: Finding,
  exemptions: Exemptions,
  coding: () => Coding,
): Listed {
  const own = applied(exemptions, placesOf(finding));
  return (further) => {
    const remainder = applied(further, own.left);
    const expired = [...own.expired, ...remainder.expired];
    const reports = findingReport(policy, "advice", finding, { ...remainder, expired }, coding);
    return {
      reports: reports.map((report) => ({
        ...report,
        text: `${policy} ${verb}: ${lowerFirst(report.text)}`,
      })),
      accepted: acceptedFindings(policy, "advice", finding, [...own.accepted, ...remainder.accepted], coding),
    };
  };
}

/** Questions of one kind that one thing would settle are one entry, on however many resources. */
export function listedQuestions(
  policy: string,
  questions: readonly Undetermined[],
  exemptions: Exemptions,
  coding: () => Coding,
): Listed[] {
  const kindOf = ({ settle, ids }: Undetermined) =>
    [settle, ...unique(ids.map((id) => id.split("/", 1)[0] ?? ""))].join("\n");
  return groupBy(questions, kindOf).map((group): Listed => {
    const own = applied(exemptions, group);
    return (further) => {
      const { left, expired, accepted } = applied(further, own.left);
      return {
        reports: questionReport(policy, left, [...own.expired, ...expired], coding),
        accepted: [...own.accepted, ...accepted].map((one) => acceptedQuestion(policy, one, coding)),
      };
    };
  });
}

function questionReport(
  policy: string,
  left: readonly Undetermined[],
  expired: readonly string[],
  coding: () => Coding,
): Report[] {
  const [place, ...others] = left;
  const [first, ...more] = shorten(unique(left.map(({ ids, reason }) => reason(ids))));
  if (!place || first === undefined) return [];
  const question = [
    `${policy} cannot tell: ${lowerFirst(first)}`,
    ...more,
    `To settle it: ${place.settle}`,
  ].join("\n");
  const { message } = coding();
  const lines = [...message((printer) => inWords(question, printer)), ...expired, ...idLines(left)];
  return [
    {
      policy,
      kind: "question",
      certainty: "undetermined",
      places: [place, ...others],
      text: lines.join("\n"),
      why: () =>
        said(
          left.flatMap((one) => one.why?.(one.ids) ?? []),
          coding().printer,
        ),
    },
  ];
}

function acceptedQuestion(
  policy: string,
  { place, by }: AcceptedPlace<Undetermined>,
  coding: () => Coding,
): () => AcceptedReport {
  return () => ({
    policy,
    kind: "question",
    certainty: "undetermined",
    places: [place],
    text: inWords(`${policy} cannot tell: ${lowerFirst(place.reason(place.ids))}`, coding().printer),
    why: () => said(place.why?.(place.ids), coding().printer),
    by,
  });
}

/** Steps in the words of the language. */
function said(steps: readonly Step[] = [], printer: Printer): Step[] {
  return steps.map((step) => ({ ...step, text: inWords(step.text, printer) }));
}

function placesOf(finding: Finding): Place[] {
  return [finding, ...(finding.alike ?? [])];
}

/** What exemptions make of several places. */
interface Applied<P extends Place> {
  readonly left: readonly P[];
  readonly expired: readonly string[];
  readonly accepted: readonly AcceptedPlace<P>[];
}

interface AcceptedPlace<P extends Place> {
  readonly place: P;
  readonly by: Exemption;
}

function applied<P extends Place>(exemptions: Exemptions, places: readonly P[]): Applied<P> {
  const expired = new Set<string>();
  const accepted: AcceptedPlace<P>[] = [];
  const left = places.flatMap((place) => {
    const remainder = exemptions.apply(place);
    for (const sentence of remainder.expired) expired.add(sentence);
    for (const { id, by } of remainder.accepted) accepted.push({ place: { ...place, ids: [id] }, by });
    return remainder.ids.length > 0 ? [{ ...place, ids: remainder.ids }] : [];
  });
  return { left, expired: [...expired], accepted };
}

function textOf(
  finding: Finding,
  left: readonly Place[],
  expired: readonly string[],
  coding: Coding,
): string {
  const [first] = left;
  const mark = finding.certainty === "presumed" ? " (presumed)" : "";
  return [
    ...coding.message((printer) => inWords(finding.message(first?.ids ?? [], left, printer), printer)),
    ...expired,
    ...howToExempt(left),
    ...idLines(left).map((line) => `${line}${mark}`),
  ].join("\n");
}

/** An entry for each: one without an id would accept whatever is found on the resource in days to come. */
function howToExempt(left: readonly Place[]): string[] {
  const all = left.flatMap(({ urn, ids }) => ids.slice(0, mostNames).map((id) => ({ urn, id })));
  const entries = all
    .slice(0, mostNames)
    .map(
      ({ urn, id }) =>
        `{ "resource": ${JSON.stringify(nameIn(urn))}, "finding": ${JSON.stringify(id)}, "reason": "…" }`,
    );
  if (entries.length === 1)
    return [`To accept it: "exemptions": [${entries[0]}] in the configuration of this policy.`];
  const more = left.reduce((sum, { ids }) => sum + ids.length, 0) - entries.length;
  return [
    "To accept all of it, in the configuration of this policy:",
    '    "exemptions": [',
    ...entries.map((entry) => `      ${entry},`),
    ...(more > 0 ? [`      and ${more} more`] : []),
    "    ]",
  ];
}

/** What events are read by: the ids on the resource of the report, then those on others with their URNs. */
function idLines(left: readonly Place[]): string[] {
  return groupBy(left, ({ urn }) => urn).map((places, index) => {
    const ids = unique(places.flatMap((place) => place.ids));
    const where = index === 0 ? "" : ` on ${places[0].urn}`;
    return `Finding: ${shorten(ids, mostIds).join(", ")}${where}`;
  });
}
