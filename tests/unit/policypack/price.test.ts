/**
 * What a preview costs, in numbers that no machine changes: a change that makes them greater is noticed. Those that
 * are meant to change are written anew by `PRICE=write npm test -- unit`.
 */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { policyPack } from "../../../offline/workspace";
import { Incoming } from "../../../policypack/adapter/incoming";
import { typescript } from "../../../policypack/code/typescript";
import { looksAt } from "../../../policypack/judging/judges";
import { Runs } from "../../../policypack/judging/run";
import { buildModel } from "../../../policypack/model/model";
import { resourceRules, rules } from "../../../policypack/rules";
import type { Finding } from "../../../policypack/verdicts/findings";
import { PackProcess } from "../../bench/pack-process";
import { captureNames, readCapture } from "../../support/captures";
import { type Counts, countsOf } from "../../support/counts";
import { largeStacks, snapshot } from "../../support/large-stacks";
import { messages, newService, requestsFor } from "../../support/pack";
import { serialized } from "../../support/serialized";

const file = join(__dirname, "price.generated.json");
const recorded: Record<string, Counts> = JSON.parse(readFileSync(file, "utf8"));
const fresh: Record<string, Counts> = {};

/** Compares counts with those that are recorded. */
function assertNoMore(what: string, counts: Counts): void {
  fresh[what] = counts;
  if (process.env.PRICE === "write") return;
  for (const [name, count] of Object.entries(counts)) {
    const bound = recorded[what]?.[name as keyof Counts] ?? 0;
    assert.ok(count <= bound, `${what}: ${name}: ${count}, where ${bound} are recorded`);
    // A bound that nothing comes near guards nothing.
    assert.ok(
      count >= 0.9 * bound,
      `${what}: ${name}: only ${count}, where ${bound} are recorded: record it anew`,
    );
  }
}

describe("the price of a preview", () => {
  after(() => {
    if (process.env.PRICE === "write") writeFileSync(file, `${JSON.stringify(fresh, null, 2)}\n`);
  });

  for (const [name, size, make] of largeStacks) {
    it(`grows with the stack: ${name}`, () => {
      const judge = (part: number) => {
        const resources = make(part);
        let findings: Finding[] = [];
        const judging = countsOf(() => {
          const model = buildModel(snapshot(resources));
          findings = rules.flatMap((rule) => rule.evaluate(model, {}).findings);
        });
        const telling = countsOf(() =>
          findings.map((finding) => finding.message(finding.ids, [finding], typescript)),
        );
        return { judging, telling };
      };
      const small = judge(size / 50);
      const large = judge(size / 10);
      assertNoMore(`judging ${size / 10} ${name}`, large.judging);
      assertNoMore(`telling of ${size / 10} ${name}`, large.telling);
      // Five times as much; of a chain each service is followed to its end.
      const growth = name.includes("chain") ? 8 : 5;
      for (const what of Object.keys(large.judging) as (keyof Counts)[]) {
        const [before, after] = [small.judging[what], large.judging[what]];
        assert.ok(after <= growth * before + 100, `${what}: ${before} become ${after}`);
      }
    });
  }

  for (const name of captureNames().filter((name) => name.startsWith("pass-"))) {
    it(`of what the engine sent is read once: ${name}`, () => {
      const service = newService();
      const incoming = new Incoming();
      incoming.takeFrom({ messages, service }, (type) => looksAt(resourceRules, type));
      const { alone, stack } = requestsFor(readCapture(name).resources);
      const inBytes = [alone, [stack]].map((requests) => requests.map((request) => serialized(request)));
      const counts = countsOf(() => {
        const runs = new Runs();
        for (const bytes of inBytes[0] ?? []) service.analyze.requestDeserialize(bytes);
        for (const bytes of inBytes[1] ?? []) {
          const request = service.analyzeStack.requestDeserialize(bytes) as typeof stack;
          const [standIn] = request.getResourcesList().map((resource) => ({ urn: resource.getUrn() }));
          assert.equal(request.getResourcesList().length, 1, "the SDK makes objects of one resource only");
          for (const { name: policy } of rules) {
            runs.enter(policy, () => incoming.resourcesOf([standIn] as never) ?? []);
          }
        }
      });
      assertNoMore(name, counts);
    });
  }

  it("begins with few modules: none of those about programs", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ecs-guardrails-modules-"));
    try {
      const list = join(folder, "modules");
      const pack = await PackProcess.start(policyPack, {
        NODE_OPTIONS: `--require ${JSON.stringify(require.resolve("../../support/list-modules"))}`,
        ECS_GUARDRAILS_MODULES: list,
      });
      await pack.stop();
      const loaded = readFileSync(list, "utf8").split("\n");
      const programs = loaded.filter((module) =>
        /@pulumi.pulumi.(index|automation.\w+)\.js$|@npmcli|sigstore/.test(module),
      );
      assert.deepEqual(programs, []);
      // Code is printed when there is something to say.
      const printers = /policypack.bin.code.(typescript|python|go|csharp|java|yaml|layout)\.js$/;
      assert.deepEqual(
        loaded.filter((module) => printers.test(module)),
        [],
      );
      // What runs the pack has loaded 240 by itself, TypeScript among them.
      assert.ok(loaded.length < 500, `${loaded.length} modules are loaded`);
      assert.ok(loaded.some((module) => /policypack.bin.index\.js$/.test(module)));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
