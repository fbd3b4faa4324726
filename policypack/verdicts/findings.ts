/** What policies answer. */

/** A violation: something that AWS accepts and that then does not work. */
export interface Finding {
  /** URN of the resource that the finding is about. */
  readonly urn: string;
  /** Stable names of the faults, of characters `[a-z0-9./_-]`, each of which an exemption can name. */
  readonly ids: readonly string[];
  /** Presumed when it rests on an edge whose value the preview does not know. */
  readonly certainty: "proven" | "presumed";
  /** Whether it is advice, whatever the level of its policy: the last policy of the pack lists it. */
  readonly advises?: boolean;
  /**
   * What fails, why, and what to change; holds no value of a property. It is asked for the ids that no
   * exemption covers.
   */
  message(ids: readonly string[]): string;
}

/** A finding that rests on several things is as certain as the least certain of them. */
export function certaintyOf(parts: readonly Finding["certainty"][]): Finding["certainty"] {
  return parts.includes("presumed") ? "presumed" : "proven";
}

/** A question that this run cannot answer. */
export interface Undetermined {
  readonly urn: string;
  /** Stable names of the questions, as with findings. */
  readonly ids: readonly string[];
  /** What cannot be told, and why, for the ids that no exemption covers. */
  reason(ids: readonly string[]): string;
  /** What would let it be told. */
  readonly settle: string;
}

export interface Verdicts {
  readonly findings: readonly Finding[];
  readonly undetermined: readonly Undetermined[];
}

/** In an order that does not depend on that of the resources. */
export function inOrder<T extends Finding | Undetermined>(verdicts: readonly T[]): T[] {
  const key = ({ urn, ids }: Finding | Undetermined) => `${urn} ${ids.join()}`;
  return [...verdicts].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}
