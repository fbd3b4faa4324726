/** What policies answer. */
import type { Printer } from "../code/tree";

/** What is found on one resource. */
export interface Place {
  /** URN of the resource. */
  readonly urn: string;
  /** Stable names of the faults, of characters `[a-z0-9./_-]`, each of which an exemption can name. */
  readonly ids: readonly string[];
  /** By id: the names that the same faults had while they were presumed; exemptions from those stay valid. */
  readonly formerly?: ReadonlyMap<string, readonly string[]>;
}

/** A step on the way from a cause to what fails, for those who show it. */
export interface Step {
  /** URN of the resource that it is about; undefined where that is none of the stack. */
  readonly urn: string | undefined;
  /** A sentence without its end, with names in backquotes; holds no value of a property. */
  readonly text: string;
  /** Whether what is found is that a resource does not wait for this one. */
  readonly unawaited?: true;
}

/** Says of a resource that another one ought to wait for it, and does not. */
export function unawaited({ urn, name }: { readonly urn: string; readonly name: string }): Step {
  return { urn, text: `nothing makes it wait for \`${name}\``, unawaited: true };
}

/** A violation: something that AWS accepts and that then does not work. */
export interface Finding extends Place {
  /** Other resources with the same fault, of the same cause: they are told in the same report. */
  readonly alike?: readonly Place[];
  /** Presumed when it rests on an edge whose value the preview does not know. */
  readonly certainty: "proven" | "presumed";
  /** Whether it is advice, whatever the level of its policy: the last policy of the pack lists it. */
  readonly advises?: boolean;
  /**
   * What fails, why, and what to change; holds no value of a property. The first line stands alone.
   * @param ids those of the first place that is left
   * @param left the places and their ids that no exemption covers
   * @param code prints the code that it offers
   */
  message(ids: readonly string[], left: readonly Place[], code: Printer): string;
  /**
   * How it comes about, from the cause on.
   * @param left as for the message
   */
  why?(left: readonly Place[]): readonly Step[];
}

/** A finding that rests on several things is as certain as the least certain of them. */
export function certaintyOf(parts: readonly Finding["certainty"][]): Finding["certainty"] {
  return parts.includes("presumed") ? "presumed" : "proven";
}

/** A question that this run cannot answer. */
export interface Undetermined extends Place {
  /** What cannot be told, and why, for the ids that no exemption covers. */
  reason(ids: readonly string[]): string;
  /** What would let it be told. */
  readonly settle: string;
  /** What it is about besides its resource, for the ids that no exemption covers. */
  why?(ids: readonly string[]): readonly Step[];
}

export interface Verdicts {
  readonly findings: readonly Finding[];
  readonly undetermined: readonly Undetermined[];
}

/** In an order that does not depend on that of the resources. */
export function inOrder<T extends Finding | Undetermined>(verdicts: readonly T[]): T[] {
  const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
  // Ids, of which one verdict may have a thousand, are joined only where they decide.
  return [...verdicts].sort(
    (one, other) => compare(one.urn, other.urn) || compare(one.ids.join(), other.ids.join()),
  );
}
