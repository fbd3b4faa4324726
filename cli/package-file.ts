/** This package as it describes itself: its file is one folder higher for what is compiled than for the sources. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

export const { version } = described(__dirname);

function described(folder: string): { version: string } {
  const file = join(folder, "package.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : described(dirname(folder));
}
