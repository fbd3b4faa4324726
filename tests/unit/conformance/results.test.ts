import * as assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { tableTokens } from "../../../offline/aws/table";
import { root } from "../../../offline/workspace";
import { ACCEPTED } from "../../conformance/accepted";
import { MARK, tablesOf } from "../../conformance/page";
import { FILE, fingerprintOf, type Results } from "../../conformance/results";

const results: Results = JSON.parse(readFileSync(FILE, "utf8"));

/** Columns of tables are as wide as the formatter makes them. */
function withoutPadding(text: string): string {
  return text.replace(/ +/g, " ").replace(/-{3,}/g, "---");
}

describe("the stored comparison with the real provider", () => {
  it("is of all types of the stand-in's table, as they are now", () => {
    const stored = Object.entries(results.types).map(([token, { fingerprint }]) => [token, fingerprint]);
    const now = tableTokens().map((token) => [token, fingerprintOf(token)]);
    assert.deepEqual(
      stored,
      now,
      "the stand-in plans otherwise than when it was compared: `npm run conformance -- --write`",
    );
  });

  it("stands in docs/proof.md", () => {
    const page = readFileSync(join(root, "docs/proof.md"), "utf8");
    const written = page.split(`<!-- ${MARK} -->`)[1]?.split(`<!-- end of ${MARK} -->`)[0] ?? "";
    assert.equal(withoutPadding(written.trim()), withoutPadding(tablesOf(results)));
  });

  it("has for every accepted difference one that was found", () => {
    const found = Object.entries(results.types).flatMap(([token, { accepted }]) =>
      Object.keys(accepted).map((reason) => `${token}: ${reason}`),
    );
    assert.deepEqual(found.sort(), ACCEPTED.map(({ type, reason }) => `${type}: ${reason}`).sort());
  });
});
