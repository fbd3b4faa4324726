/**
 * Whatever is made unknown of a stack: what is found of it stays, is presumed or asked, and nothing is proven that is
 * not so. What each policy may do besides stands in `tests/support/partial/stances.ts`.
 */
import assert from "node:assert/strict";
import type { Gone } from "../../support/partial/blanking";
import { givenStacks, type KnownStack, stackOfTrial } from "../../support/partial/known-stacks";
import { broken } from "../../support/partial/laws";
import { madeOf } from "../../support/partial/made-of";
import { mistakeNames } from "../../support/partial/planted";
import { Relations } from "../../support/partial/relations";
import { reproduction } from "../../support/partial/reproduction";
import { stances } from "../../support/partial/stances";
import { judging, Tally } from "../../support/partial/tally";
import { run, trialOf } from "../../support/partial/trials";
import { type Verdict, verdictsOn } from "../../support/partial/verdicts";
import { described } from "../../support/policies";
import { readsSecrets, servicesAreAccepted, taskDefinitionsAreAccepted } from "../../support/policy-names";

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

  it("are broken by each planted mistake", () => {
    for (const mistake of mistakeNames)
      assert.ok(
        judging.some((policy) => tally.plantedOf(policy, mistake).noticed > 0),
        mistake,
      );
  });

  it("are met by a stance of each policy", () =>
    assert.deepEqual(Object.keys(stances).sort(), [...judging].sort()));
});

describe("the laws of unknown values", () => {
  const definition = "urn:pulumi:dev::shop::aws:ecs/taskDefinition:TaskDefinition::shop";
  const parameter = "urn:pulumi:dev::shop::aws:ssm/parameter:Parameter::token";

  function verdict(
    certainty: Verdict["certainty"],
    id = "secret-unreadable/app/token",
    policy = readsSecrets,
  ): Verdict {
    return { policy, urn: definition, id, kind: id.split("/", 1)[0] ?? id, certainty };
  }

  function laws(less: readonly Verdict[], more: readonly Verdict[], gone: readonly Gone[] = []): string[] {
    return broken({ less, more, gone, relations: new Relations([]) }).map(({ law }) => law);
  }

  function value(path: Gone["path"], urn = definition, inputs = {}): Gone {
    const type = urn.split("::")[2] ?? "";
    const resource = { urn, type, name: "", inputs, outputs: {}, dependencies: [], propertyDependencies: {} };
    return { urn, of: "inputs", path, edges: "kept", value: '{ "app": "TOKEN" }', resource };
  }

  const told = "a finding is told";
  const proven = "what is proven stays so";
  const presumed = "nothing more is presumed";

  it("let a finding stay, be presumed, or be asked", () => {
    for (const certainty of ["proven", "presumed"] as const)
      assert.deepEqual(laws([verdict("proven")], [verdict(certainty)]), []);
    for (const question of ["secret-unclear/app/token", "secrets-unclear"])
      assert.deepEqual(laws([verdict("proven")], [verdict("open", question)]), []);
  });

  it("let none fall silent", () => assert.deepEqual(laws([verdict("proven")], []), [told]));

  it("let no question stand for a finding that was there beside it", () => {
    const question = verdict("open", "secrets-unclear");
    assert.deepEqual(laws([verdict("proven"), question], [question]), [told]);
  });

  it("let a finding of what is written be presumed for lost edges alone", () => {
    const found = verdict("proven", "circuit-breaker", servicesAreAccepted);
    const doubted = verdict("presumed", "circuit-breaker", servicesAreAccepted);
    assert.deepEqual(laws([found], [doubted], [value(["tags"])]), ["what is written stays proven"]);
    assert.deepEqual(laws([found], [doubted], [{ ...value(["tags"]), edges: "lost" }]), []);
  });

  it("let none of several fall silent", () => {
    const other = verdict("proven", "secret-unreadable/app/key");
    assert.deepEqual(laws([verdict("proven"), other], [other]), [told]);
    const question = verdict("open", "secret-unclear/app/key");
    assert.deepEqual(laws([verdict("proven"), other], [question]), [told]);
  });

  it("let a number stand for a name, and a name for one of the same resource that is not known any more", () => {
    const numbered = verdict("proven", "secret-unreadable/app/number-1");
    assert.deepEqual(laws([verdict("proven")], [numbered], [value(["containerDefinitions"])]), []);
    assert.deepEqual(laws([verdict("proven")], [numbered]), [told, proven]);
    const renamed = verdict("presumed", "secret-unreadable/parameter");
    assert.deepEqual(laws([verdict("proven")], [renamed]), [told, presumed]);
    assert.deepEqual(laws([verdict("proven")], [renamed], [value(["containerDefinitions"])]), []);
    // The name is that of another finding.
    const two = [verdict("proven"), verdict("proven", "secret-unreadable/parameter")];
    assert.deepEqual(laws(two, [renamed], [value(["tags"])]), [told]);
  });

  it("let a finding of what is written fall silent for what it is made of alone", () => {
    const found = verdict("proven", "circuit-breaker", servicesAreAccepted);
    assert.deepEqual(laws([found], [], [value(["deploymentCircuitBreaker", "enable"])]), []);
    assert.deepEqual(laws([found], [], [value(["loadBalancers"])]), [told]);
    assert.deepEqual(laws([found], [], [value(["deploymentCircuitBreaker"], parameter)]), [told]);
  });

  it("let one about a volume fall silent for that volume alone", () => {
    const found = verdict("proven", "encryption-missing/data", taskDefinitionsAreAccepted);
    const volumes = { volumes: [{ name: "data" }, { name: "other" }] };
    assert.deepEqual(laws([found], [], [value(["volumes", 0, "name"], definition, volumes)]), []);
    assert.deepEqual(laws([found], [], [value(["volumes", 1, "name"], definition, volumes)]), [told]);
  });

  it("let nothing be proven that known values do not prove", () => {
    for (const less of [[], [verdict("presumed")], [verdict("proven", "secret-unreadable/app/key")]])
      assert.ok(laws(less, [verdict("proven")]).includes(proven));
  });

  it("let nothing more be presumed than a policy's stance says", () => {
    assert.deepEqual(laws([], [verdict("presumed")]), [presumed]);
    const other = verdict("proven", "secret-unreadable/app/key");
    assert.deepEqual(laws([other], [other, verdict("presumed")]), [presumed]);
  });
});

describe("the findings of what is written", () => {
  for (const [policy, kinds] of Object.entries(madeOf))
    it(`are each made of values that are named: ${policy}`, () => {
      const findings = described.find(({ name }) => name === policy)?.findings ?? [];
      const declared = new Set(findings.map(({ id }) => id.split("/", 1)[0]));
      assert.deepEqual(Object.keys(kinds).sort(), [...declared].sort());
    });
});
