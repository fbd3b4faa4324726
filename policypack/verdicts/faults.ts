/** Small checks of one thing each, and the findings that come of them. */
import type { Finding } from "./findings";
import { type FindingKind, idOf } from "./kinds";

/** What a check finds wrong. */
export interface Fault {
  /** Parts of its id. */
  readonly parts: readonly (string | number)[];
  /** Completes the first line after the name of the resource. */
  readonly text: string;
  /** Where it has a reason that is not in the first line, as a sentence. */
  readonly why?: string;
  /** What to change, with code below it. */
  readonly change: readonly string[];
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
  return checks.flatMap((check) =>
    check.find(subject).map(({ parts, text, why, change, certainty }): Finding => {
      const { kind, fails, advises = kind.evidence === "documented" } = check;
      return {
        urn,
        ids: [idOf(kind, ...parts)],
        certainty,
        ...(advises && { advises }),
        message: () =>
          [
            `${label} ${text}.`,
            `What fails: ${fails}`,
            ...(why === undefined ? [] : [`Why: ${why}`]),
            `Change: ${change.join("\n")}`,
          ].join("\n"),
      };
    }),
  );
}
