/** What policies answer. */

/** A violation: something that AWS accepts and that then does not work. */
export interface Finding {
  /** URN of the resource that the finding is about. */
  readonly urn: string;
  /** Stable names of the faults, of characters `[a-z0-9./_-]`, each of which an exemption can name. */
  readonly ids: readonly string[];
  /** Presumed when it rests on an edge whose value the preview does not know. */
  readonly certainty: "proven" | "presumed";
  /** What fails, why, and what to change; holds no value of a property. */
  readonly message: string;
}

/** A question that this run cannot answer. */
export interface Undetermined {
  readonly urn: string;
  readonly id: string;
  /** What cannot be told, and why. */
  readonly reason: string;
  /** What would let it be told. */
  readonly settle: string;
}

export interface Verdicts {
  readonly findings: readonly Finding[];
  readonly undetermined: readonly Undetermined[];
}

/** Makes part of a finding id from a name. */
export function idPart(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9._-]/g, "-");
}

/** Names in backquotes, as a list in a sentence. */
export function named(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  const last = quoted.pop() ?? "";
  return quoted.length > 0 ? `${quoted.join(", ")} and ${last}` : last;
}
