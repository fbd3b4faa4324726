/** Mistakes that a policy might make with values that are not known, to see whether the laws notice them. */
import { broken, isFinding, type Pair } from "./laws";
import type { Verdict } from "./verdicts";

type Own = readonly Verdict[];

/** By what the policy does wrong: its own verdicts while more values are unknown, with the mistake. */
export const mistakes = {
  "silent while any value is unknown": (own: Own) => own.filter((verdict) => !isFinding(verdict)),
  "silent while any of the resource is": (own: Own, { gone }: Pair) =>
    own.filter((verdict) => !isFinding(verdict) || !gone.some(({ urn }) => urn === verdict.urn)),
  "silent while a stranger's value is": (own: Own, { gone, relations }: Pair) =>
    own.filter(
      (verdict) => !isFinding(verdict) || !gone.some(({ urn }) => relations.of(urn, verdict.urn) === "apart"),
    ),
  "one of several silent": (own: Own) =>
    own.filter((verdict) => !isFinding(verdict) || isFirst(verdict, own)),
  "presumed in place of proven": (own: Own) =>
    own.map(
      (verdict): Verdict =>
        verdict.certainty === "proven" ? { ...verdict, certainty: "presumed" } : verdict,
    ),
  "one more presumed": (own: Own) => [
    ...own,
    ...own.filter(isFinding).map((found) => another(found, "presumed")),
  ],
  "one more proven": (own: Own) => [
    ...own,
    ...own.filter(isFinding).map((found) => another(found, "proven")),
  ],
};

export type Mistake = keyof typeof mistakes;

export const mistakeNames = Object.keys(mistakes) as Mistake[];

/** Whether a law was broken by a mistake. */
export interface Noticed {
  readonly mistake: Mistake;
  readonly policy: string;
  readonly isNoticed: boolean;
}

/** Makes every mistake in the place of each policy that found something. */
export function plantedIn(pairs: readonly Pair[]): Noticed[] {
  const policies = new Set(
    pairs.flatMap(({ less, more }) => [...less, ...more].filter(isFinding).map(({ policy }) => policy)),
  );
  return [...policies].flatMap((policy) =>
    mistakeNames.flatMap((mistake) => {
      const wrong = pairs.flatMap((pair) => {
        const own = pair.more.filter((verdict) => verdict.policy === policy);
        const others = pair.more.filter((verdict) => verdict.policy !== policy);
        const said = mistakes[mistake](own, pair);
        return said.length === own.length && said.every((verdict, at) => verdict === own[at])
          ? []
          : [{ ...pair, more: [...others, ...said] }];
      });
      if (wrong.length === 0) return [];
      return [{ mistake, policy, isNoticed: wrong.some((pair) => broken(pair).length > 0) }];
    }),
  );
}

function isFirst({ urn, kind, id }: Verdict, own: readonly Verdict[]): boolean {
  return !own.some((other) => isFinding(other) && other.urn === urn && other.kind === kind && other.id < id);
}

function another({ kind, ...verdict }: Verdict, certainty: "presumed" | "proven"): Verdict {
  return { ...verdict, kind, id: `${kind}/another`, certainty };
}
