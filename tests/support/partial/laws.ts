/** What must hold between the verdicts on a stack and those on the same stack with some of its values unknown. */
import type { Gone } from "./blanking";
import { type Stance, stanceOf } from "./stances";
import type { Verdict } from "./verdicts";

/** What became of a finding while values were unknown. */
export type Outcome = "kept" | "presumed" | "asked" | "unsaid";

/** A verdict that breaks a law. */
export interface Broken {
  readonly law: "a finding is told" | "what is proven stays so" | "nothing more is presumed";
  /** Of the stack with more known values in the first case, of the other one otherwise. */
  readonly verdict: Verdict;
}

/** A stack's verdicts, and those on it with more values unknown. */
export interface Pair {
  readonly less: readonly Verdict[];
  readonly more: readonly Verdict[];
  /** The values that are unknown in the second alone. */
  readonly gone: readonly Gone[];
}

export function broken(pair: Pair): Broken[] {
  const { less, more, gone } = pair;
  const isAllowed = ({ kind }: Verdict, by: Stance["unsaid"] | undefined) =>
    by?.some(({ of, kinds }) => (kinds?.includes(kind) ?? true) && gone.some(of)) ?? false;
  return [
    ...less
      .filter((verdict) => isFinding(verdict) && outcomeOf(verdict, more) === "unsaid")
      .filter((verdict) => !isAllowed(verdict, stanceOf(verdict.policy).unsaid))
      .map((verdict): Broken => ({ law: "a finding is told", verdict })),
    ...more
      .filter((verdict) => verdict.certainty === "proven" && !isProvenIn(less, verdict))
      .filter((verdict) => !isAllowed(verdict, stanceOf(verdict.policy).overlooks))
      .map((verdict): Broken => ({ law: "what is proven stays so", verdict })),
    ...more
      .filter((verdict) => verdict.certainty === "presumed" && !less.some((other) => isOf(other, verdict)))
      .filter((verdict) => !isAllowed(verdict, stanceOf(verdict.policy).presumes))
      .map((verdict): Broken => ({ law: "nothing more is presumed", verdict })),
  ];
}

export function isFinding({ certainty }: Verdict): boolean {
  return certainty !== "open";
}

/** What a finding has become among the verdicts on the stack with more values unknown. */
export function outcomeOf(finding: Verdict, more: readonly Verdict[]): Outcome {
  const same = more.filter((verdict) => isFinding(verdict) && isOf(verdict, finding));
  if (same.some(({ certainty }) => certainty === finding.certainty)) return "kept";
  if (same.length > 0) return "presumed";
  const { asks, leavesTo } = stanceOf(finding.policy);
  const isAsked = more.some(({ policy, certainty, urn }) => {
    if (policy === leavesTo?.policy) return urn === finding.urn;
    return policy === finding.policy && certainty === "open" && (urn === finding.urn || asks?.on(urn));
  });
  return isAsked ? "asked" : "unsaid";
}

/** Whether both are of one kind and about one resource: parts of ids are names, which may be unknown. */
function isOf(one: Verdict, other: Verdict): boolean {
  return one.policy === other.policy && one.urn === other.urn && one.kind === other.kind;
}

/** Whether the same is proven; a number stands in an id for a name that is not known. */
function isProvenIn(verdicts: readonly Verdict[], proven: Verdict): boolean {
  const parts = proven.id.split("/");
  return verdicts.some((other) => {
    if (!isOf(other, proven) || other.certainty !== "proven") return false;
    const others = other.id.split("/");
    return parts.every((part, index) => part === others[index] || /^number-\d+$/.test(part));
  });
}
