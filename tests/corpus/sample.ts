/** A few programs of the corpus that stand for all: of every origin, and of as many policies as there is room for. */
import { createHash } from "node:crypto";
import type { Program } from "./truth";
import type { AllVerdicts } from "./verdicts";

/** The same ones for the same seed; another seed draws others. */
export function sampleOf(
  programs: readonly Program[],
  verdicts: AllVerdicts,
  { size, seed }: { readonly size: number; readonly seed: string },
): Program[] {
  const place = ({ id }: Program) => createHash("sha256").update(`${seed} ${id}`).digest("hex");
  const left = programs
    .map((program) => ({ program, place: place(program), shows: showsOf(program, verdicts) }))
    .sort((one, other) => (one.place < other.place ? -1 : 1));
  const sample: Program[] = [];
  const shown = new Set<string>();
  while (sample.length < size) {
    const fresh = left.map(({ shows }) => shows.filter((one) => !shown.has(one)).length);
    const [next] = left.splice(fresh.indexOf(Math.max(...fresh)), 1);
    if (!next) break;
    sample.push(next.program);
    for (const one of next.shows) shown.add(one);
  }
  return sample;
}

/** What running a program says something about: its origin, the policies of its failures and of its findings. */
function showsOf({ id, origin, fails }: Program, verdicts: AllVerdicts): string[] {
  const { first = [], later = [] } = verdicts[id] ?? {};
  const policies = [
    ...fails.flatMap((failure) => failure.policies),
    ...[...first, ...later].map(({ policy }) => policy),
  ];
  return [...new Set([origin, ...policies])];
}
