/** The code that messages offer is code of its language, whatever the names in it. */
import assert from "node:assert/strict";
import { languages, printerFor } from "../../../../policypack/code/languages";
import { asArguments, type Piece, reference } from "../../../../policypack/code/tree";
import { type AssertParses, codeParsers } from "../../../support/code-parsers";
import { oddNames, piecesOffered, renamed } from "../../../support/offered-code";

/** Those of which compilers are not asked, too. */
const names = [...oddNames, "shop-secret-reads", "DATABASE_URL", "a: b", "- a", "\ud800", "", "null"];

describe("the code that messages offer", () => {
  let assertParses: AssertParses;
  let pieces: Piece[];

  before(async function () {
    this.timeout(60_000);
    assertParses = await codeParsers();
    pieces = piecesOffered();
  });

  it("is of every kind", () => {
    assert.deepEqual([...new Set(pieces.map(({ kind }) => kind))].sort(), [
      "arguments",
      "dependsOn",
      "entry",
      "members",
      "resource",
      "value",
    ]);
    assert.ok(pieces.length > 60, `${pieces.length}`);
  });

  it("has no dollar in YAML that begins anything", () => {
    const { lines } = printerFor("yaml");
    assert.deepEqual(lines(asArguments({ name: "a$b ${c.id} $$" })), ['name: "a$$b $${c.id} $$$$"']);
    const joined = { kind: "concatenation", parts: ["pre$", reference("c", "id")] } as const;
    assert.deepEqual(lines(asArguments({ name: joined })), ['name: "pre$$${c.id}"']);
  });

  for (const language of languages) {
    it(`is ${language}, in lines and in sentences`, () => {
      const printer = printerFor(language);
      for (const piece of pieces) {
        assertParses(language, piece, printer.lines(piece).join("\n"));
        assert.doesNotMatch(printer.inline(piece), /\n/);
      }
    });

    it(`is ${language} with any names`, () => {
      const printer = printerFor(language);
      // Kinds and types are few: one of each form will do.
      const forms = new Map(pieces.map((piece) => [JSON.stringify(renamed(piece, "")), piece]));
      for (const name of names) {
        for (const piece of [...forms.values()].map((one) => renamed(one, name)))
          assertParses(language, piece, printer.lines(piece).join("\n"));
      }
    }).timeout(60_000);
  }
});
