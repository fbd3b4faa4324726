/** The tables of docs/proof.md that tests have: `PROOF=write npm test -- unit` writes them. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { shownTable } from "../support/shown-values";
import { faultTable } from "../support/told-of-faults";

const page = join(__dirname, "../../docs/proof.md");

describe("the page of proofs has the table of", () => {
  for (const [name, table] of [
    ["faults", faultTable],
    ["shown", shownTable],
  ] as const) {
    it(name, () => {
      const text = readFileSync(page, "utf8");
      const fresh = text.replace(
        new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- end -->)`),
        (_, start: string, end: string) => `${start}\n${table()}\n\n${end}`,
      );
      assert.ok(fresh.includes(table()), `there is no place \`<!-- ${name} -->\` for it`);
      if (process.env.PROOF === "write") writeFileSync(page, fresh);
      else assert.equal(text, fresh, "it is not up to date: run `PROOF=write npm test -- unit`");
    });
  }
});
