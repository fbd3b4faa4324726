/** What docs/proof.md has from tests: `PROOF=write npm test -- unit` and `npm run format` write it. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withMarked } from "../../docs/scripts/tables";
import { shownList } from "../support/shown-values";
import { faultTable } from "../support/told-of-faults";

const page = join(__dirname, "../../docs/proof.md");

describe("the page of proofs has what tests expect:", () => {
  for (const [name, generate] of [
    ["faults", faultTable],
    ["shown", shownList],
  ] as const) {
    it(name, () => {
      const text = readFileSync(page, "utf8");
      const made = withMarked(text, name, generate());
      if (process.env.PROOF === "write") writeFileSync(page, made);
      else
        assert.equal(
          unaligned(text),
          unaligned(made),
          "it is not up to date: run `PROOF=write npm test -- unit`, and `npm run format`",
        );
    });
  }
});

/** A table as it is before it is formatted. */
function unaligned(text: string): string {
  return text.trim().replace(/ +/g, " ").replace(/-{3,}/g, "---");
}
