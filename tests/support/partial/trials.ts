/** Makes values of a known stack unknown in two steps, and holds the verdicts against each other. */
import { neededInputs, neededOutputs } from "../../../policypack/judging/needed";
import { resourceRules } from "../../../policypack/rules";
import { type Blank, type Blanked, blanked, type Edges, placesIn, withSources } from "./blanking";
import type { KnownStack } from "./known-stacks";
import { type Broken, broken, isFinding, type Outcome, outcomeOf, type Pair } from "./laws";
import { Relations } from "./relations";
import { type Verdict, verdictsOn } from "./verdicts";

/** A known stack and values of it to be unknown: those of `some` at first, and then `more` besides. */
export interface Trial {
  readonly stack: KnownStack;
  readonly some: readonly Blank[];
  readonly more: readonly Blank[];
}

export interface Result {
  readonly known: readonly Verdict[];
  /** What became of each finding with all of the values unknown. */
  readonly outcomes: readonly { readonly finding: Verdict; readonly outcome: Outcome }[];
  readonly broken: readonly Broken[];
  /** Each two of the stacks, of which one has more values unknown. */
  readonly pairs: readonly Pair[];
}

/** The trial of a number; undefined where its stack has no value that may be unknown. */
export function trialOf(stack: KnownStack, number: number): Trial | undefined {
  const below = randomNumbers(number);
  const places = placesIn(stack.resources);
  if (places.length === 0) return undefined;
  const typeOf = new Map(stack.resources.map(({ urn, type }) => [urn, type]));
  const read = places.filter(({ urn, of, path: [property] }) => isRead(typeOf.get(urn) ?? "", of, property));
  const draw = (): Blank => {
    // Now and then a value that no policy reads.
    const among = read.length > 0 && below(12) > 0 ? read : places;
    // Each property as often as another one, whatever is in it.
    const properties = [...new Set(among.map(propertyOf))];
    const drawn = properties[below(properties.length)];
    const inside = among.filter((place) => propertyOf(place) === drawn);
    const place = inside[below(inside.length)] as Place;
    return { ...place, edges: (["kept", "lost", "another"] as const)[below(3)] as Edges };
  };
  const all = Array.from({ length: 1 + below(3) }, draw);
  const some = all.filter(() => below(2) === 0);
  return { stack, some, more: all.filter((blank) => !some.includes(blank)) };
}

/** Judges the stack as it is, with some values unknown, and with all of them; undefined where that cannot be. */
export function run(trial: Trial, known = new Map<KnownStack, readonly Verdict[]>()): Result | undefined {
  const { stack, some } = trial;
  const all = [...some, ...trial.more];
  const named = JSON.stringify(stack.config);
  const resources = withSources(stack.resources, all);
  const least: Blanked = { resources, gone: [] };
  const most = blanked(resources, all, named);
  const between = some.length > 0 && trial.more.length > 0 ? blanked(resources, some, named) : least;
  if (!most || !between) return undefined;
  const relations = new Relations(resources);
  const judged = ({ resources }: Blanked) => verdictsOn(resources, stack.config);
  if (resources === stack.resources && !known.has(stack)) known.set(stack, judged(least));
  const steps = [
    { ...least, verdicts: (resources === stack.resources && known.get(stack)) || judged(least) },
    ...(between === least ? [] : [{ ...between, verdicts: judged(between) }]),
    { ...most, verdicts: judged(most) },
  ];
  const pairs = steps.flatMap((less, index) =>
    steps.slice(index + 1).map((more) => ({
      less: less.verdicts,
      more: more.verdicts,
      gone: more.gone.filter((one) => !less.gone.some((other) => isSamePlace(one, other))),
      relations,
    })),
  );
  const [{ verdicts }] = steps as [(typeof steps)[0]];
  const whole = { less: verdicts, more: steps.at(-1)?.verdicts ?? [], gone: most.gone, relations };
  return {
    known: verdicts,
    outcomes: verdicts.filter(isFinding).map((finding) => ({ finding, outcome: outcomeOf(finding, whole) })),
    broken: pairs.flatMap(broken),
    pairs,
  };
}

type Place = Omit<Blank, "edges">;

function propertyOf({ urn, of, path: [property] }: Place): string {
  return `${urn} ${of} ${property}`;
}

function isSamePlace(one: Blank, other: Blank): boolean {
  return one.urn === other.urn && one.of === other.of && one.path.join() === other.path.join();
}

function isRead(type: string, of: Blank["of"], property: string): boolean {
  // The policies about single resources read all of their inputs.
  const reads = resourceRules.some(({ types }) => types.includes(type));
  return of === "inputs"
    ? reads || neededInputs(type).includes(property)
    : neededOutputs(type).includes(property);
}

/** Numbers below a bound, the same for the same seed. */
function randomNumbers(seed: number): (bound: number) => number {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
}
