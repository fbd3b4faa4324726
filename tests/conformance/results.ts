import { createHash } from "node:crypto";
import { join } from "node:path";
import { resourceType } from "../../offline/aws/table";
import { acceptedFor } from "./accepted";
import { casesOf } from "./cases";
import type { Kind } from "./comparison";
import { KINDS } from "./comparison";
import type { Outcome } from "./outcomes";
import { shown } from "./outcomes";
import { planOf } from "./plans";

/** What a run has found, as it is stored. */
export interface Results {
  readonly date: string;
  readonly versions: Readonly<Record<"provider" | "tofu", string>>;
  /** Whether the provider was built with all its services. */
  readonly whole: boolean;
  readonly types: Readonly<Record<string, TypeResult>>;
}

export interface TypeResult {
  /** Tells whether the cases, or what the stand-in makes of them, have changed since. */
  readonly fingerprint: string;
  readonly cases: number;
  /** Cases that the real provider refuses, so that there is no plan of them. */
  readonly refused: number;
  /** Properties compared, by what the real provider plans. */
  readonly compared: Readonly<Record<Kind, number>>;
  /** Differences that stay, by their reason. */
  readonly accepted: Readonly<Record<string, number>>;
}

export const FILE = join(__dirname, "results.generated.json");

export function typeResults(outcomes: readonly Outcome[]): Record<string, TypeResult> {
  const tokens = [...new Set(outcomes.map((outcome) => outcome.case.token))];
  return Object.fromEntries(
    tokens.map((token) => {
      const own = outcomes.filter((outcome) => outcome.case.token === token);
      const compared = Object.fromEntries(
        KINDS.map((kind) => [kind, sum(own.map(({ comparison }) => comparison?.compared[kind] ?? 0))]),
      ) as Record<Kind, number>;
      const accepted: Record<string, number> = {};
      for (const { case: one, comparison } of own) {
        for (const difference of comparison?.differences ?? []) {
          const reason = acceptedFor(one, difference)?.reason;
          if (reason !== undefined) {
            accepted[reason] = (accepted[reason] ?? 0) + 1;
          }
        }
      }
      const refused = own.filter((outcome) => outcome.refused !== undefined).length;
      return [token, { fingerprint: fingerprintOf(token), cases: own.length, refused, compared, accepted }];
    }),
  );
}

/** A hash of a type's cases and of the stand-in's plans of them. */
export function fingerprintOf(token: string): string {
  const hash = createHash("sha256");
  for (const one of casesOf(resourceType(token))) {
    hash.update(shown([one, planOf(one)]));
  }
  return hash.digest("hex").slice(0, 16);
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
