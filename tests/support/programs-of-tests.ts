/** The programs of the unit tests of policies, without their tests: for what must hold for all of them. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Pack, type PackConfig, type SeenResource } from "./pack";
import { type Moment, moments, Stack } from "./stack";

export interface Program {
  /** The sentence of its test, and when it is shown. */
  readonly name: string;
  readonly resources: readonly SeenResource[];
  readonly config: PackConfig;
}

type Body = () => unknown;

const folder = join(__dirname, "../unit/policypack/policies");

/** Of each test the first one that it has judged, in both previews. */
export async function programsOfTests(): Promise<Program[]> {
  const programs: Program[] = [];
  for (const { name, body } of tests()) {
    const judged = await firstJudged(body);
    if (!judged) continue;
    const { stack, resources, config } = judged;
    if (!stack) programs.push({ name, resources, config });
    else
      for (const moment of moments)
        programs.push({ name: `${name}, ${moment}`, resources: stack.seen(moment), config });
  }
  return programs;
}

interface Judged {
  readonly stack: Stack | undefined;
  readonly resources: readonly SeenResource[];
  readonly config: PackConfig;
}

/** Ends a test where it wants to judge. */
class Enough extends Error {}

async function firstJudged(body: Body): Promise<Judged | undefined> {
  const { judge } = Pack.prototype;
  const { seen } = Stack.prototype;
  const stacks = new Map<readonly SeenResource[], Stack>();
  let judged: Judged | undefined;
  Stack.prototype.seen = function (this: Stack, moment: Moment) {
    const resources = seen.call(this, moment);
    stacks.set(resources, this);
    return resources;
  };
  Pack.prototype.judge = (resources, config = {}) => {
    judged ??= { stack: stacks.get(resources), resources, config };
    throw new Enough();
  };
  try {
    await body();
  } catch {
    // It has been kept from its end.
  } finally {
    Object.assign(Pack.prototype, { judge });
    Object.assign(Stack.prototype, { seen });
  }
  return judged;
}

/** The tests in the folder, as they tell mocha of themselves. */
function tests(): { readonly name: string; readonly body: Body }[] {
  const found: { name: string; body: Body }[] = [];
  const titles: string[] = [];
  const { describe, it } = globalThis;
  Object.assign(globalThis, {
    describe: (title: string, inner: Body) => {
      titles.push(title);
      inner.call({ timeout: () => undefined });
      titles.pop();
    },
    it: (title: string, body: Body) => void found.push({ name: [...titles, title].join(" "), body }),
  });
  try {
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".test.ts")))
      load(join(folder, file));
  } finally {
    Object.assign(globalThis, { describe, it });
  }
  return found;
}

/** Mocha loads it for itself, before or after. */
function load(file: string): void {
  const path = require.resolve(file);
  const { [path]: loaded } = require.cache;
  delete require.cache[path];
  require(path);
  if (loaded) require.cache[path] = loaded;
  else delete require.cache[path];
}
