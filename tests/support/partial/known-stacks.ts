/** Stacks to begin with: the programs of the policies' tests, what the engine sent, and stacks at random. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { captureNames, readCapture } from "../captures";
import { allCases } from "../cases";
import type { PackConfig, SeenResource } from "../pack";
import { build, recipes } from "../random-stacks";
import { type Moment, moments, Stack } from "../stack";

export interface KnownStack {
  readonly name: string;
  readonly resources: readonly SeenResource[];
  readonly config: PackConfig;
}

const folders = ["policies", "reported-cases", "secrets"].map((name) =>
  join(__dirname, "../../unit/policypack", name),
);

/**
 * Each program of the tables of tests, once while all of its values are known and once as its first preview shows it,
 * and each capture.
 */
export function givenStacks(): KnownStack[] {
  loadTables();
  const ofTables = allCases.flatMap(({ it, program, config = {} }) =>
    moments.map((moment) => ({ name: `${it} (${moment})`, resources: seen(program, moment), config })),
  );
  const captured = captureNames().map((name) => ({
    name: `capture ${name}`,
    resources: readCapture(name).resources,
    config: {},
  }));
  return [...ofTables, ...captured];
}

function seen(program: (stack: Stack) => void, moment: Moment): SeenResource[] {
  const stack = new Stack();
  program(stack);
  return stack.seen(moment);
}

/** One at random, of which nothing but a number need be kept. */
export function randomStack(seed: number): KnownStack {
  const [recipe] = fc.sample(recipes, { numRuns: 1, seed });
  if (!recipe) throw new Error("no recipe was drawn");
  const resources = build(recipe, (thing) => thing).seen("update preview");
  return { name: `random ${seed}`, resources, config: {} };
}

/** Fills `allCases`: whoever has not loaded the tables as tests gets them here, and no tests. */
function loadTables(): void {
  const scope = globalThis as Record<string, unknown>;
  const kept = ["describe", "it", "before", "after"].map((name) => [name, scope[name]] as const);
  try {
    for (const [name] of kept) scope[name] = name === "describe" ? describing : () => undefined;
    for (const folder of folders)
      for (const file of readdirSync(folder)) if (file.endsWith(".test.ts")) require(join(folder, file));
  } finally {
    for (const [name, value] of kept) scope[name] = value;
  }
}

function describing(_title: string, body: () => void): void {
  body();
}
