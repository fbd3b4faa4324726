/** What must hold between the verdicts on a stack and those on the same stack with some of its values unknown. */
import type { Gone } from "./blanking";
import type { Subject } from "./gone";
import type { Relations } from "./relations";
import { type Stance, stanceOf } from "./stances";
import { isNumber, keyOf, namesIn, type Verdict } from "./verdicts";

/** What became of a finding while values were unknown. */
export type Outcome = "kept" | "presumed" | "asked" | "unsaid";

/** A verdict that breaks a law. */
export interface Broken {
  readonly law:
    | "a finding is told"
    | "what is written stays proven"
    | "what is proven stays so"
    | "nothing more is presumed";
  /** Of the stack with more known values in the first two cases, of the other one otherwise. */
  readonly verdict: Verdict;
}

/** A stack's verdicts, and those on it with more values unknown. */
export interface Pair {
  readonly less: readonly Verdict[];
  readonly more: readonly Verdict[];
  /** The values that are unknown in the second alone. */
  readonly gone: readonly Gone[];
  /** Of the resources while all of them was known. */
  readonly relations: Relations;
}

export function broken(pair: Pair): Broken[] {
  const { less, more, gone, relations } = pair;
  const isAllowed = (verdict: Verdict, by: Stance["unsaid"] = []) =>
    by.some(
      ({ of, kinds }) =>
        (kinds?.includes(verdict.kind) ?? true) &&
        gone.some((value) => of(value, subjectOf(value, verdict, relations))),
    );
  const outcomes = new Map(less.filter(isFinding).map((finding) => [finding, outcomeOf(finding, pair)]));
  return [
    ...less
      .filter((verdict) => outcomes.get(verdict) === "unsaid")
      .filter((verdict) => !isAllowed(verdict, stanceOf(verdict.policy).unsaid))
      .map((verdict): Broken => ({ law: "a finding is told", verdict })),
    ...provenOf(pair)
      .filter((verdict) => outcomes.get(verdict) === "presumed")
      .filter((verdict) => {
        const { doubts } = stanceOf(verdict.policy);
        return doubts !== undefined && !isAllowed(verdict, doubts);
      })
      .map((verdict): Broken => ({ law: "what is written stays proven", verdict })),
    ...more
      .filter(
        (verdict) =>
          verdict.certainty === "proven" && !provenOf(pair).some((other) => isSame(verdict, other, pair)),
      )
      .filter((verdict) => !isAllowed(verdict, stanceOf(verdict.policy).overlooks))
      .map((verdict): Broken => ({ law: "what is proven stays so", verdict })),
    ...more
      .filter(
        (verdict) => verdict.certainty === "presumed" && !less.some((other) => isSame(verdict, other, pair)),
      )
      .filter((verdict) => !isAllowed(verdict, stanceOf(verdict.policy).presumes))
      .map((verdict): Broken => ({ law: "nothing more is presumed", verdict })),
  ];
}

function subjectOf({ urn }: Gone, verdict: Verdict, relations: Relations): Subject {
  return {
    verdict,
    relation: relations.of(urn, verdict.urn),
    shared: relations.shared(urn, verdict.urn),
  };
}

export function isFinding({ certainty }: Verdict): boolean {
  return certainty !== "open";
}

function provenOf({ less }: Pair): Verdict[] {
  return less.filter(({ certainty }) => certainty === "proven");
}

/** What a finding has become among the verdicts on the stack with more values unknown. */
export function outcomeOf(finding: Verdict, pair: Pair): Outcome {
  const { less, more, gone, relations } = pair;
  const same = more.filter((verdict) => isFinding(verdict) && isSame(verdict, finding, pair));
  if (same.some(({ certainty }) => certainty === finding.certainty)) return "kept";
  if (same.length > 0) return "presumed";
  const { asks, leavesTo } = stanceOf(finding.policy);
  const isAsked = more.some((verdict) => {
    const { policy, certainty, urn } = verdict;
    // What was said beside the finding is not said in its place.
    if (less.some((other) => keyOf(other) === keyOf(verdict))) return false;
    if (policy === leavesTo?.policy) return urn === finding.urn;
    if (policy !== finding.policy || certainty !== "open") return false;
    if (urn === finding.urn) return isAboutIt(verdict, finding, pair);
    const isConcerned = gone.some((value) => value.urn === urn) || relations.of(urn, finding.urn) !== "apart";
    return isConcerned && asks?.on(urn);
  });
  return isAsked ? "asked" : "unsaid";
}

/** Whether one verdict is of the kind, the resource and the names of another, of which fewer values are unknown. */
function isSame(one: Verdict, other: Verdict, pair: Pair): boolean {
  if (one.policy !== other.policy || one.urn !== other.urn) return false;
  if (one.kind !== other.kind && !stanceOf(one.policy).tellsOne) return false;
  const [names, others] = [namesIn(one), namesIn(other)];
  return isEach(names, others, pair.gone) || isRenamed(one, other, pair);
}

/** Whether a question is about what a finding is about: about the whole resource, or its names. */
function isAboutIt(question: Verdict, finding: Verdict, pair: Pair): boolean {
  const [asked, others] = [namesIn(question), namesIn(finding)];
  // Some ids begin with what is needed, of which the finding's kind is called.
  const isOfNeed = asked.length > others.length;
  const [need = "", ...rest] = isOfNeed ? asked : ["", ...asked];
  if (!finding.kind.startsWith(need)) return false;
  return rest.length === 0 || isEach(rest, others, pair.gone) || isRenamed(question, finding, pair);
}

/** Whether the names are the same, or numbers stand for such that are lost. */
function isEach(names: readonly string[], others: readonly string[], gone: readonly Gone[]): boolean {
  return (
    names.length === others.length &&
    names.every((name, at) => {
      const other = others[at] ?? "";
      return name === other || (isNumber(name) && isLost(other, gone));
    })
  );
}

/**
 * Whether names stand in the place of such that are not known any more, those of what is needed in the place of a
 * container's: only where a value that had these is lost, nothing is said with them, and known values have the others in
 * no id.
 */
function isRenamed(one: Verdict, other: Verdict, { less, more, gone }: Pair): boolean {
  const before = namesIn(other);
  const isOfOne = ({ policy, urn }: Verdict) => policy === one.policy && urn === one.urn;
  const names = namesIn(one).join("/");
  return (
    before.some((name) => isLost(name, gone)) &&
    !more.some((verdict) => isOfOne(verdict) && namesIn(verdict).join("/") === before.join("/")) &&
    !less.some((verdict) => isOfOne(verdict) && namesIn(verdict).join("/") === names)
  );
}

/** Whether a value that had a name is lost; what a number stands for had none. Ids are in lower case. */
function isLost(name: string, gone: readonly Gone[]): boolean {
  const begins = new RegExp(`(?<![a-z0-9])${name.replace(/[^a-z0-9_-]/g, "\\$&")}`);
  return isNumber(name) || gone.some(({ value }) => begins.test(JSON.stringify(value).toLowerCase()));
}
