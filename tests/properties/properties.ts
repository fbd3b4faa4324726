/**
 * `npm run properties`: makes values of known stacks unknown, a hundred thousand times, and holds what the policies
 * say to the laws of `tests/support/partial/`. Fails with a program for each kind of verdict that breaks one.
 *
 * `--cases=1000` or `--minutes=5` runs fewer, `--from=5000` begins at another one, `--write` puts the counts into `docs/proof.md`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { table, withMarked } from "../../docs/scripts/tables";
import { givenStacks, type KnownStack, stackOfTrial } from "../support/partial/known-stacks";
import { mistakeNames } from "../support/partial/planted";
import { reproduction } from "../support/partial/reproduction";
import { judging, Tally } from "../support/partial/tally";
import { run, trialOf } from "../support/partial/trials";
import { type Verdict, verdictsOn } from "../support/partial/verdicts";

const page = join(__dirname, "../../docs/proof.md");

function main(): number {
  const cases = numberGiven("cases") ?? 100_000;
  const from = numberGiven("from") ?? 0;
  const started = Date.now();
  const given = givenStacks();
  const known = new Map<KnownStack, readonly Verdict[]>();
  const tally = new Tally();
  for (const stack of given) {
    const verdicts = verdictsOn(stack.resources, stack.config);
    known.set(stack, verdicts);
    tally.known(verdicts);
  }
  const missing = tally.missing();
  if (missing.length > 0) {
    console.error(`No known stack makes these findings or questions:\n${missing.join("\n")}`);
    return 1;
  }
  const failures = new Set<string>();
  const until = started + 60_000 * (numberGiven("minutes") ?? Number.POSITIVE_INFINITY);
  for (let number = from; tally.trials < cases && Date.now() < until; number++) {
    const trial = trialOf(stackOfTrial(given, number), number);
    const result = trial && run(trial, known);
    if (!result) continue;
    for (const { law, verdict } of result.broken) {
      const what = `${law}: ${verdict.policy} ${verdict.kind}`;
      if (failures.has(what)) continue;
      failures.add(what);
      console.error(`\n${what}\nCase ${number} breaks this law (--from=${number} --cases=1 runs it again).`);
      console.error(reproduction(trial));
    }
    tally.add(result);
    if (tally.trials % 5000 === 0) console.log(`${tally.trials} of ${cases} cases`);
  }
  if (failures.size > 0) return 1;
  const seconds = Math.round((Date.now() - started) / 1000);
  const text = section(tally, given.length, seconds);
  console.log(text);
  if (process.argv.includes("--write"))
    writeFileSync(page, withMarked(readFileSync(page, "utf8"), "unknown values", text));
  return 0;
}

function section(tally: Tally, stacks: number, seconds: number): string {
  const shown = (count: number) => count.toLocaleString("en");
  const rows = judging.map((policy) => {
    const { kept, presumed, asked, unsaid } = tally.countsOf(policy);
    return [policy, ...[kept + presumed + asked + unsaid, kept, presumed, asked, unsaid].map(shown)];
  });
  const counted = table(["policy", "findings met", "kept", "presumed", "asked", "unsaid"], rows);
  const mistakes = judging.map((policy) => [
    policy,
    ...mistakeNames.map((mistake) => {
      const { made, noticed } = tally.plantedOf(policy, mistake);
      return `${shown(noticed)} of ${shown(made)}`;
    }),
  ]);
  return [
    `${shown(tally.trials)} cases over ${shown(stacks)} given stacks and others at random, in ${shown(seconds)} seconds; no law was broken.`,
    counted,
    "The same cases with a mistake planted in one policy: in how many of those where it changes what is said a law is broken.",
    table(["policy", ...mistakeNames], mistakes),
  ].join("\n\n");
}

function numberGiven(name: string): number | undefined {
  const given = process.argv.find((argument) => argument.startsWith(`--${name}=`));
  if (given === undefined) return undefined;
  const number = Number(given.split("=")[1]);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`--${name} must be a whole number`);
  return number;
}

process.exitCode = main();
