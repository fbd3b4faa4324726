import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expectations } from "../../../offline/stacks";
import { root } from "../../../offline/workspace";
import { faultsOf, MARK, tablesOf } from "../../end-to-end/page";
import { BRIDGE_VERSION } from "../../end-to-end/programs";
import { FILE, type Results } from "../../end-to-end/results";

const results: Results = JSON.parse(readFileSync(FILE, "utf8"));
const AGAIN = "`npm run end-to-end -- --write` runs it anew";

/** Columns of tables are as wide as the formatter makes them. */
function withoutPadding(text: string): string {
  return text.replace(/ +/g, " ").replace(/-{3,}/g, "---");
}

describe("the stored run from end to end", () => {
  it("is of all stacks, and of what the pack is expected to say of them", () => {
    const stored = Object.entries(results.stacks).map(([stack, { findings }]) => [stack, findings]);
    const now = Object.entries(expectations).map(([stack, expected]) => [
      stack,
      expected.map(({ policy, id }) => `${policy}: ${id}`),
    ]);
    assert.deepEqual(stored, now, AGAIN);
  });

  it("was made with the versions that are built and installed now", () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const { bridge, aws } = results.versions;
    assert.deepEqual([bridge, aws], [BRIDGE_VERSION, dependencies["@pulumi/aws"]], AGAIN);
  });

  it("found all as it must be", () => {
    assert.deepEqual(faultsOf(results.stacks), []);
  });

  it("stands in docs/proof.md", () => {
    const page = readFileSync(join(root, "docs/proof.md"), "utf8");
    const written = page.split(`<!-- ${MARK} -->`)[1]?.split(`<!-- end of ${MARK} -->`)[0] ?? "";
    assert.equal(withoutPadding(written.trim()), withoutPadding(tablesOf(results)));
  });
});

describe("a run from end to end", () => {
  const incident = results.stacks["incident-ssm-on-task-role"]?.deployed;
  const cure = results.stacks["incident-ssm-on-task-role-fixed"]?.deployed;
  assert.ok(incident !== undefined && cure !== undefined);

  /** What is said of a stack that was deployed. */
  function told(deployed: Partial<typeof cure>): string[] {
    assert.ok(cure !== undefined);
    return faultsOf({ some: { findings: [], judged: 1, deployed: { ...cure, ...deployed } } });
  }

  it("fails where what the pack let pass has the fault of an incident", () => {
    assert.deepEqual(told({ account: incident.account }), ["some: what passes has the fault of an incident"]);
  });

  it("fails where what the pack rejects has none", () => {
    assert.deepEqual(told({ withPack: false }), ["some: what is rejected has no fault of an incident"]);
  });

  it("fails where nothing is there to be looked at", () => {
    const account = { ...cure.account, secrets: 0, waits: 0 };
    assert.deepEqual(told({ account }), ["some: nothing was looked at"]);
  });

  it("fails where something stays, or a later preview changes something or has findings", () => {
    assert.deepEqual(told({ left: 1 }).length, 1);
    assert.deepEqual(told({ changes: ["update notification"] }), [
      "some: a later preview would update notification",
    ]);
    assert.deepEqual(told({ findingsAfter: 1 }), ["some: a later preview has findings"]);
  });
});
