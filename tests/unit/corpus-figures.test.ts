import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../offline/workspace";
import { missesOf } from "../corpus/score";
import { documentsOf, readVerdicts } from "../corpus/stored";
import { moments, origins, programsFolder, readPrograms } from "../corpus/truth";

describe("the corpus", () => {
  const programs = readPrograms();
  const verdicts = readVerdicts();

  it("has its stored verdicts, of each program and of no other", () => {
    assert.deepEqual(
      Object.keys(verdicts).sort(),
      programs.map(({ id }) => id).sort(),
      "run `npm run corpus -- --write`",
    );
  });

  it("has at least 150 programs, of every origin", () => {
    assert.ok(programs.length >= 150, `${programs.length}`);
    for (const origin of origins)
      assert.ok(
        programs.some((one) => one.origin === origin),
        origin,
      );
  });

  it("is whole programs of a size that can be read", () => {
    for (const { id } of programs) {
      const lines = readFileSync(join(programsFolder, `${id}.ts`), "utf8")
        .trim()
        .split("\n").length;
      assert.ok(lines <= 100, `${id} has ${lines} lines`);
    }
  });

  it("has its incidents found, in whichever preview they are still to come", () => {
    const incidents = programs.filter(({ origin }) => origin === "incidents");
    for (const moment of moments) assert.deepEqual(missesOf(incidents, verdicts, moment), []);
  });

  for (const [path, rewrite] of documentsOf(programs, verdicts)) {
    it(`has its figures in ${path}`, () => {
      const text = readFileSync(join(root, path), "utf8");
      assert.equal(text, rewrite(text), "`npm run corpus -- --write` writes them anew");
    });
  }
});
