/** What a command of the proofs stores: its results, and the part of docs/proof.md that is made of them. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withMarked } from "../../docs/scripts/tables";
import { root } from "../../offline/workspace";

/**
 * @param file of the results, in JSON
 * @param mark of the part
 * @param tables what stands in it
 */
export function storeResults(file: string, results: object, mark: string, tables: string): void {
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  const page = join(root, "docs/proof.md");
  writeFileSync(page, withMarked(readFileSync(page, "utf8"), mark, tables));
  const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
  execFileSync(process.execPath, [biome, "format", "--write", page, file], { cwd: root, stdio: "inherit" });
}
