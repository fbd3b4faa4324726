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

/** Why a question about roles is open. */
export type Cause = "new" | "lost" | "elsewhere" | "several" | "malformed" | "condition" | "left out";

/** One reason for an open question; its text completes a sentence. */
export interface Reason {
  readonly cause: Cause;
  readonly text: string;
}

const settlements: Readonly<Record<Cause, string>> = {
  new: "What rests on new resources is judged again during the update and in the next preview.",
  lost: "Write the document with `pulumi.jsonStringify`, which keeps its edges to what it names; `getPolicyDocumentOutput` loses them.",
  elsewhere: "Declare in `externalRoles` what a role made elsewhere may do, and name it by its ARN or name.",
  several: "Give the role as an output of its own resource.",
  malformed: "Correct the value: AWS refuses it as it is.",
  condition:
    "Leave the condition or variable out where the execution role is to read; this pack does not evaluate it.",
  "left out": "Preview the whole program.",
};

/** What would settle questions that are open for these reasons. */
export function settlement(reasons: readonly Reason[]): string {
  return [...new Set(reasons.map(({ cause }) => settlements[cause]))].sort().join(" ");
}

export interface Verdicts {
  readonly findings: readonly Finding[];
  readonly undetermined: readonly Undetermined[];
}

/** Makes part of a finding id from a name. */
export function idPart(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9._-]/g, "-");
}

/** How many names a message lists; a stack of thousands would print megabytes. */
export const mostNames = 10;

/** Names in backquotes, as a list in a sentence. */
export function named(names: readonly string[]): string {
  const shown = shorten(names.map((name) => `\`${name}\``));
  const last = shown.pop() ?? "";
  return shown.length > 0 ? `${shown.join(", ")} and ${last}` : last;
}

/** The first of many, and how many there are besides. */
export function shorten(texts: readonly string[]): string[] {
  return texts.length <= mostNames
    ? [...texts]
    : [...texts.slice(0, mostNames), `${texts.length - mostNames} more`];
}

/** In an order that does not depend on that of the resources. */
export function inOrder<T extends Finding | Undetermined>(verdicts: readonly T[]): T[] {
  const key = (verdict: Finding | Undetermined) =>
    `${verdict.urn} ${"ids" in verdict ? verdict.ids.join() : `${verdict.id} ${verdict.reason}`}`;
  return [...verdicts].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}
