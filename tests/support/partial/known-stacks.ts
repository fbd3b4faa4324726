/** Stacks to begin with: the programs of the policies' tests, what the engine sent, and stacks at random. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { captureNames, readCapture } from "../captures";
import { allCases, containers } from "../cases";
import type { Json, JsonObject, PackConfig, SeenResource } from "../pack";
import { outputsAreNotText, undetermined } from "../policy-names";
import { build, recipes } from "../random-stacks";
import { jsonText, type Moment, moments, Stack } from "../stack";
import { parts, stackWith } from "./stacks-with-needs";
import { stranger } from "./stranger";

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
 * where known with a twin of each container as well, and beside a stranger; and each capture.
 */
export function givenStacks(): KnownStack[] {
  loadTables();
  const ofTables = allCases.flatMap(({ it, program, config = {} }) => {
    // Who has the last policy say nothing is told of nothing that others leave to it: that is no silence of theirs. And
    // without the one that keeps the inputs, what is not known of a role's policies goes for what the program does not set.
    const { [undetermined]: _, [outputsAreNotText]: __, ...others } = config;
    return moments.map((moment) => ({
      name: `${it} (${moment})`,
      resources: seen(program, moment),
      config: others,
    }));
  });
  const known = ofTables.filter(({ name }) => name.endsWith("(update preview)"));
  const strangers = seen(stranger, "update preview");
  const captured = captureNames().map((name) => ({
    name: `capture ${name}`,
    resources: readCapture(name).resources,
    config: {},
  }));
  return [
    ...ofTables,
    ...known.flatMap(withTwins),
    ...known.map((stack) => beside(strangers, stack)),
    ...captured,
    { name: "no policy", resources: seen(noPolicy, "update preview"), config: {} },
  ];
}

/** The same with another container like each: several findings of one kind on one resource. */
function withTwins({ name, resources, config }: KnownStack): KnownStack[] {
  const twins = resources.map((resource) => {
    const containers = containersIn(resource.inputs?.containerDefinitions);
    if (containers.length === 0) return resource;
    const all = [...containers, ...containers.map((each) => ({ ...each, name: `${each.name}-twin` }))];
    const containerDefinitions = JSON.stringify(all);
    const { inputs, outputs } = resource;
    return {
      ...resource,
      inputs: { ...inputs, containerDefinitions },
      outputs: { ...outputs, containerDefinitions },
    };
  });
  const isAnother = twins.some((resource, at) => resource !== resources[at]);
  return isAnother ? [{ name: `${name}, with twins`, resources: twins, config }] : [];
}

/** The same beside what has nothing to do with it: that nothing follows from what is not known there. */
function beside(strangers: readonly SeenResource[], { name, resources, config }: KnownStack): KnownStack {
  const own = new Set(resources.map(({ urn }) => urn));
  const others = strangers.filter(({ urn }) => !own.has(urn));
  return { name: `${name}, beside a stranger`, resources: [...resources, ...others], config };
}

/** Those of a text that is known, if all have names. */
function containersIn(text: Json | undefined): JsonObject[] {
  if (typeof text !== "string" || !text.startsWith("[{")) return [];
  try {
    const containers: JsonObject[] = JSON.parse(text);
    return containers.every(({ name }) => typeof name === "string") ? containers : [];
  } catch {
    return [];
  }
}

/** No table has a secret whose policy is none. */
function noPolicy(stack: Stack): void {
  const secret = stack.secret("token", { policy: "{" });
  const executionRoleArn = stack.role("execution").arn;
  stack.taskDefinition("shop", {
    executionRoleArn,
    containerDefinitions: jsonText(containers([secret.arn])),
  });
}

function seen(program: (stack: Stack) => void, moment: Moment): SeenResource[] {
  const stack = new Stack();
  program(stack);
  return stack.seen(moment);
}

/** One at random, of which nothing but a number need be kept. */
export function randomStack(seed: number): KnownStack {
  const made = seed % 2 === 0 ? build(drawn(recipes, seed), (thing) => thing) : stackWith(drawn(parts, seed));
  return { name: `random ${seed}`, resources: made.seen("update preview"), config: {} };
}

function drawn<T>(arbitrary: fc.Arbitrary<T>, seed: number): T {
  const [value] = fc.sample(arbitrary, { numRuns: 1, seed });
  if (value === undefined) throw new Error("nothing was drawn");
  return value;
}

/** A prime: in steps of it any few trials meet stacks of all kinds. */
const step = 1009;

/** The stack of a trial: given ones by turns, and now and then one at random. */
export function stackOfTrial(given: readonly KnownStack[], number: number): KnownStack {
  return given.length > 0 && number % 5 !== 4
    ? (given[(number * step) % given.length] as KnownStack)
    : randomStack(number);
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
