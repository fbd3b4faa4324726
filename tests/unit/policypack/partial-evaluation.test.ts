/**
 * Whatever is made unknown of a stack: what is found of it stays, is presumed or asked, and nothing is proven that is
 * not so. What each policy may do besides stands in `tests/support/partial/stances.ts`.
 */
import assert from "node:assert/strict";
import { givenStacks, type KnownStack, stackOfTrial } from "../../support/partial/known-stacks";
import { broken } from "../../support/partial/laws";
import { reproduction } from "../../support/partial/reproduction";
import { stances } from "../../support/partial/stances";
import { judging, Tally } from "../../support/partial/tally";
import { run, trialOf } from "../../support/partial/trials";
import { type Verdict, verdictsOn } from "../../support/partial/verdicts";

const trials = 300;

describe("values of a stack that are made unknown", function () {
  this.timeout(120_000);
  const tally = new Tally();
  const known = new Map<KnownStack, readonly Verdict[]>();
  let given: KnownStack[] = [];

  before(() => {
    given = givenStacks();
  });

  it("belong to known stacks that make each kind of findings and questions, and each policy silent", () => {
    for (const stack of given) {
      const verdicts = verdictsOn(stack.resources, stack.config);
      known.set(stack, verdicts);
      tally.known(verdicts);
    }
    assert.deepEqual(tally.missing(), []);
    for (const policy of judging) assert.ok(tally.silentOf(policy) > 0, policy);
  });

  it(`keep what policies say to their laws, in ${trials} trials`, () => {
    // Spread over all stacks.
    const step = Math.max(1, Math.floor(given.length / trials)) | 1;
    for (let at = 0; at < trials; at++) {
      const number = at * step;
      const trial = trialOf(stackOfTrial(given, number), number);
      const result = trial && run(trial, known);
      if (!result) continue;
      tally.add(result);
      if (result.broken.length > 0) assert.fail(reproduction(trial));
    }
    assert.ok(tally.trials > trials / 2);
  });

  it("are met by a stance of each policy", () =>
    assert.deepEqual(Object.keys(stances).sort(), [...judging].sort()));
});

describe("the laws of unknown values", () => {
  const policy = "ecs-execution-role-reads-secrets";
  const verdict = (certainty: Verdict["certainty"], kind = "secret-unreadable"): Verdict => ({
    policy,
    urn: "urn",
    id: `${kind}/app/token`,
    kind,
    certainty,
  });
  const laws = (less: readonly Verdict[], more: readonly Verdict[]) =>
    broken({ less, more, gone: [] }).map(({ law }) => law);

  it("let a finding stay, be presumed, or be asked", () => {
    for (const certainty of ["proven", "presumed"] as const)
      assert.deepEqual(laws([verdict("proven")], [verdict(certainty)]), []);
    assert.deepEqual(laws([verdict("proven")], [verdict("open", "secret-unclear")]), []);
  });

  it("let none fall silent", () => assert.deepEqual(laws([verdict("proven")], []), ["a finding is told"]));

  it("let nothing be proven that known values do not prove", () => {
    for (const less of [[], [verdict("presumed")]])
      assert.ok(laws(less, [verdict("proven")]).includes("what is proven stays so"));
  });

  it("let nothing more be presumed than a policy's stance says", () => {
    assert.deepEqual(laws([], [verdict("presumed")]), ["nothing more is presumed"]);
  });
});
