/** What the pack said of the corpus when its verdicts were last stored, and the documents that tell of it. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withMarked } from "../../docs/scripts/tables";
import { root } from "../../offline/workspace";
import { claimOf, shortTableOf, tablesOf } from "./tables";
import type { Program } from "./truth";
import type { AllVerdicts } from "./verdicts";

const file = join(__dirname, "verdicts.generated.json");

export function readVerdicts(): AllVerdicts {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

export function writeVerdicts(verdicts: AllVerdicts): void {
  const sorted = Object.fromEntries(
    Object.entries(verdicts).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
  writeFileSync(file, `${JSON.stringify(sorted, null, 1)}\n`);
}

/** The documents with figures of the corpus: how each is written anew, by its path. */
export function documentsOf(
  programs: readonly Program[],
  verdicts: AllVerdicts,
): ReadonlyMap<string, (text: string) => string> {
  return new Map([
    [
      "docs/proof.md",
      (text) => {
        const begun = withMarked(text, "corpus in short", shortTableOf(programs, verdicts));
        return withMarked(begun, "corpus", tablesOf(programs, verdicts));
      },
    ],
    ["README.md", (text) => withMarked(text, "corpus", claimOf(programs, verdicts))],
  ]);
}

export function writeDocuments(programs: readonly Program[], verdicts: AllVerdicts): void {
  for (const [path, rewrite] of documentsOf(programs, verdicts)) {
    const document = join(root, path);
    writeFileSync(document, rewrite(readFileSync(document, "utf8")));
  }
}
