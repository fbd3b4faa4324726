/** Scans many states at the same time. */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { RawSettings } from "ecs-guardrails-policies/judging";
import { Piscina } from "piscina";
import type { Failure, Stack, UnusedExemption } from "../report/report";
import { labelOf, type Source } from "../states/sources";
import { exemptionsOf, type Outcome, scanSource, type Task } from "./scan-source";

export interface Scanned {
  /** In the order of the sources. */
  readonly stacks: readonly Stack[];
  readonly failures: readonly Failure[];
  readonly unusedExemptions: readonly UnusedExemption[];
}

export interface Scanning {
  readonly settings: RawSettings;
  /** How many states are read at the same time. */
  readonly parallel: number;
  /** Told of each state that is done. */
  readonly onDone: (label: string) => void;
}

/** As many as the machine does at the same time. */
export function usualParallel(): number {
  return availableParallelism();
}

export async function scan(sources: readonly Source[], scanning: Scanning): Promise<Scanned> {
  const outcomes = await outcomesOf(sources, scanning);
  return {
    stacks: outcomes.flatMap((outcome) => ("stack" in outcome ? [outcome.stack] : [])),
    failures: outcomes.flatMap((outcome) => ("failure" in outcome ? [outcome.failure] : [])),
    unusedExemptions: unused(scanning.settings, outcomes),
  };
}

async function outcomesOf(
  sources: readonly Source[],
  { settings, parallel, onDone }: Scanning,
): Promise<Outcome[]> {
  const threads = Math.min(parallel, sources.length);
  const told = async (source: Source, outcome: Promise<Outcome>) => {
    const done = await outcome;
    onDone(labelOf(source));
    return done;
  };
  // A thread takes longer to start than most states take.
  if (threads <= 1) {
    const outcomes: Outcome[] = [];
    for (const source of sources) outcomes.push(await told(source, scanSource({ source, settings })));
    return outcomes;
  }
  const pool = new Piscina<Task, Outcome>({
    filename: join(__dirname, "worker.js"),
    minThreads: threads,
    maxThreads: threads,
  });
  try {
    return await Promise.all(sources.map((source) => told(source, ranOn(pool, { source, settings }))));
  } finally {
    await pool.destroy();
  }
}

/** A thread that ends, for want of memory say, ends with its state alone. */
async function ranOn(pool: Piscina<Task, Outcome>, task: Task): Promise<Outcome> {
  try {
    return await pool.run(task);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { failure: { source: labelOf(task.source), reason: `It could not be judged: ${reason}.` } };
  }
}

/** The exemptions that have covered nothing in any of the states that could be judged. */
function unused(settings: RawSettings, outcomes: readonly Outcome[]): UnusedExemption[] {
  const covering = new Map<string, Set<number>>();
  for (const outcome of outcomes) {
    if (!("stack" in outcome)) continue;
    for (const [policy, places] of Object.entries(outcome.covering)) {
      const known = covering.get(policy) ?? new Set();
      for (const place of places) known.add(place);
      covering.set(policy, known);
    }
  }
  return Object.keys(settings).flatMap((policy) =>
    exemptionsOf(settings, policy).flatMap((entry, place) =>
      covering.get(policy)?.has(place) ? [] : [{ policy, ...(entry as Omit<UnusedExemption, "policy">) }],
    ),
  );
}
