/** Counts what became of findings in many trials. */
import { isOfKind } from "../kinds";
import { described } from "../policies";
import { undetermined } from "../policy-names";
import type { Outcome } from "./laws";
import { type Mistake, plantedIn } from "./planted";
import type { Result } from "./trials";
import type { Verdict } from "./verdicts";

type Counts = Record<Outcome, number>;

export class Tally {
  trials = 0;
  /** By policy. */
  private readonly counts = new Map<string, Counts>();
  /** Policies and ids of kinds that known stacks have made. */
  private readonly met = new Set<string>();
  /** By policy: stacks of which it says nothing. */
  private readonly silent = new Map<string, number>();
  /** By policy and planted mistake: how often it was made, and how often noticed. */
  private readonly planted = new Map<string, { made: number; noticed: number }>();

  known(verdicts: readonly Verdict[]): void {
    for (const { name, findings, questions } of described) {
      const own = verdicts.filter(({ policy }) => policy === name);
      if (own.length === 0) this.silent.set(name, (this.silent.get(name) ?? 0) + 1);
      for (const kind of [...findings, ...questions])
        if (own.some(({ id }) => isOfKind(id, kind))) this.met.add(`${name} ${kind.id}`);
    }
  }

  add({ outcomes, pairs }: Result): void {
    this.trials++;
    for (const { finding, outcome } of outcomes) {
      const counts = this.countsOf(finding.policy);
      counts[outcome]++;
      this.counts.set(finding.policy, counts);
    }
    for (const { policy, mistake, isNoticed } of plantedIn(pairs)) {
      const { made, noticed } = this.plantedOf(policy, mistake);
      this.planted.set(`${policy} ${mistake}`, { made: made + 1, noticed: noticed + (isNoticed ? 1 : 0) });
    }
  }

  plantedOf(policy: string, mistake: Mistake): { readonly made: number; readonly noticed: number } {
    return this.planted.get(`${policy} ${mistake}`) ?? { made: 0, noticed: 0 };
  }

  countsOf(policy: string): Counts {
    return this.counts.get(policy) ?? { kept: 0, presumed: 0, asked: 0, unsaid: 0 };
  }

  silentOf(policy: string): number {
    return this.silent.get(policy) ?? 0;
  }

  /** Kinds of findings and questions that no known stack has made. */
  missing(): string[] {
    return described.flatMap(({ name, findings, questions }) =>
      [...findings, ...questions].map(({ id }) => `${name} ${id}`).filter((kind) => !this.met.has(kind)),
    );
  }
}

/** The policies that find something of values. */
export const judging = described.map(({ name }) => name).filter((name) => name !== undetermined);
