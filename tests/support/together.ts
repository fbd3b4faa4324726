/** Runs the CLI for several tests at a time, in the background of the one test that mocha runs. */
import { Workspace } from "../../offline/workspace";

/** The CLI, the program and the provider each keep a processor busy for a part of the time. */
export const atATime = 3;

/**
 * Declares a test for each job. All of them begin before the first test; each test waits for its own.
 * @param jobs what to run, by the name of the test
 */
export function together(jobs: ReadonlyMap<string, (workspace: Workspace) => Promise<void>>): void {
  let workspace: Workspace | undefined;
  const outcomes = new Map<string, Promise<void>>();

  before("finding the CLI", async function () {
    this.timeout("30m");
    const opened = await Workspace.open((message) => console.log(message));
    workspace = opened;
    const inTurn = limit(atATime);
    for (const [name, job] of jobs) {
      const outcome = inTurn(() => job(opened));
      // Its failure is told by the test that waits for it, which may begin later.
      outcome.catch(() => undefined);
      outcomes.set(name, outcome);
    }
  });

  for (const name of jobs.keys()) {
    it(name, async function () {
      this.timeout("15m");
      await outcomes.get(name);
    });
  }

  after(async function () {
    // What tests have installed is many files.
    this.timeout("10m");
    await Promise.allSettled(outcomes.values());
    workspace?.close();
  });
}

/** Lets so many works run at a time; the others wait. */
export function limit(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
    try {
      return await work();
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}
