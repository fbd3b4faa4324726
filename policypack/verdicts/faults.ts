/** Small checks of one thing each, and the findings that come of them. */
import { type Piece, type Printer, pasted } from "../code/tree";
import type { Finding } from "./findings";
import { groupBy } from "./groups";
import { type FindingKind, idOf } from "./kinds";

/** What to change, in words, or as code below them. */
export type Change = string | Piece;

/** What a check finds wrong. */
export interface Fault {
  /** Parts of its id. */
  readonly parts: readonly (string | number)[];
  /** Completes the first line after the label. */
  readonly text: string;
  /** Where it has a reason that is not in the first line, as a sentence. */
  readonly why?: string;
  readonly change: readonly Change[];
  readonly certainty: Finding["certainty"];
}

export interface Check<Subject> {
  readonly kind: FindingKind;
  /** What becomes of it, with AWS's error. */
  readonly fails: string;
  /** Whether it is advice, whatever its evidence. */
  readonly advises?: true;
  find(subject: Subject): readonly Fault[];
}

/**
 * What checks find of one resource; what AWS documents, and nobody was seen to meet, is advice.
 * @param label begins the first line
 */
export function findingsOf<Subject>(
  checks: readonly Check<Subject>[],
  subject: Subject,
  urn: string,
  label: string,
): Finding[] {
  return findingsOfParts(checks, [subject], urn, () => label);
}

/**
 * The same of parts of a resource: those that have one fault in common are told together.
 * @param label begins the first line about these of the parts
 */
export function findingsOfParts<Part>(
  checks: readonly Check<Part>[],
  parts: readonly Part[],
  urn: string,
  label: (parts: readonly Part[]) => string,
): Finding[] {
  return checks.flatMap((check) => {
    const found = foundBy(check, parts);
    // Most checks find nothing, of each of many resources.
    if (found.length === 0) return [];
    const { kind, advises = kind.evidence === "documented" } = check;
    return groupBy(found, ({ fault }) => fault.text).map((group): Finding => {
      const [{ fault }] = group;
      return {
        urn,
        ids: group.map(({ id }) => id),
        certainty: fault.certainty,
        ...(advises && { advises }),
        message: (ids, _, code) => {
          const left = group.filter(({ id }) => ids.includes(id)).map(({ part }) => part);
          return messageOf(label(left), fault, check.fails, code);
        },
      };
    });
  });
}

function foundBy<Part>(check: Check<Part>, parts: readonly Part[]) {
  const found: { readonly part: Part; readonly fault: Fault; readonly id: string }[] = [];
  for (const part of parts) {
    for (const fault of check.find(part)) found.push({ part, fault, id: idOf(check.kind, ...fault.parts) });
  }
  return found;
}

function messageOf(label: string, { text, why, change }: Fault, fails: string, code: Printer): string {
  const lines = change.flatMap((one) => (typeof one === "string" ? [one] : pasted(code, one)));
  return [
    `${label} ${text}.`,
    `What fails: ${fails}`,
    ...(why === undefined ? [] : [`Why: ${why}`]),
    `Change: ${lines.join("\n")}`,
  ].join("\n");
}
