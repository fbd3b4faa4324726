import assert from "node:assert/strict";
import type { Workspace } from "../../offline/workspace";
import { sampleOf } from "../corpus/sample";
import { readVerdicts } from "../corpus/stored";
import { readPrograms } from "../corpus/truth";
import { corpusProject, differences, verdictsOf } from "../corpus/verdicts";
import { together } from "../support/together";

/** `CORPUS_SEED=7` runs another dozen; `npm run corpus` runs all. */
const seed = process.env.CORPUS_SEED ?? "";
const stored = readVerdicts();

let project: string | undefined;

/** One copy serves all programs. */
function projectIn(workspace: Workspace): string {
  project ??= corpusProject(workspace);
  return project;
}

describe("programs of the corpus", () => {
  together(
    new Map(
      sampleOf(readPrograms(), stored, { size: 12, seed }).map((program) => [
        `${program.id} is judged as stored`,
        async (workspace) => {
          const found = await verdictsOf(workspace, projectIn(workspace), program);
          const lines = differences(stored[program.id], found);
          assert.deepEqual(lines, [], `look at the difference, then run \`npm run corpus -- --write\``);
        },
      ]),
    ),
  );
});
