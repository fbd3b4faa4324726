/** What the engine really sent to the pack in scenarios: stored in the repository, replayed by unit tests. */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Stack } from "../../offline/workspace";
import type { SeenResource } from "./pack";

const folder = join(__dirname, "../captures");

export interface Capture {
  /** What the pack found, in the form of a scenario's `finds`. */
  readonly finds: readonly string[];
  readonly resources: readonly SeenResource[];
}

/** Names of all captures. */
export function captureNames(): string[] {
  return readdirSync(folder).map((file) => basename(file, ".json"));
}

export function readCapture(name: string): Capture {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
}

/** The environment in which an operation is captured, and where its capture will be. */
export function capturing(stack: Stack): { readonly environment: NodeJS.ProcessEnv; readonly file: string } {
  const to = mkdtempSync(join(stack.folder, "capture-"));
  return {
    environment: {
      NODE_OPTIONS: `${stack.environment.NODE_OPTIONS ?? ""} --require ${join(__dirname, "capture-hook.js")}`,
      ECS_GUARDRAILS_CAPTURE: to,
    },
    file: join(to, "seen.json"),
  };
}

/** Compares a fresh capture with the stored one, or stores it when `npm run capture` asks for that. */
export function keepCapture(name: string, file: string, finds: readonly string[]): void {
  const resources = (JSON.parse(readFileSync(file, "utf8")) as SeenResource[])
    .sort((a, b) => (a.urn < b.urn ? -1 : 1))
    .map(inOrder);
  const fresh = `${withoutChance(JSON.stringify({ finds, resources }, null, 1))}\n`;
  const stored = join(folder, `${name}.json`);
  if (process.env.CAPTURE === "write") writeFileSync(stored, fresh);
  assert.ok(existsSync(stored), `there is no capture ${name}: run \`npm run capture\``);
  assert.deepEqual(
    JSON.parse(fresh),
    JSON.parse(readFileSync(stored, "utf8")),
    `what the engine sends is not what tests/captures/${name}.json holds: look at the difference, then run \`npm run capture\``,
  );
}

/** The engine sends the members of an edge list in no certain order. */
function inOrder(resource: SeenResource): SeenResource {
  const lists = Object.entries(resource.propertyDependencies).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...resource,
    dependencies: [...resource.dependencies].sort(),
    propertyDependencies: Object.fromEntries(lists.map(([name, urns]) => [name, [...urns].sort()])),
  };
}

/** What the wire has in the place of unknown values (`@pulumi/policy`, proxy.js) and before secrets. */
const marks = [
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
  "4dabf18193072939515e22adb298388d",
  "1b47061264138c4ac30d75fd1eb44270",
];
const drawn = new RegExp(`${marks.join("|")}|(?<![0-9a-f])[0-9a-f]{7,}(?![0-9a-z])`, "g");

/** Names, ids and times that AWS or the engine makes differ from run to run; zeros stand for them. */
function withoutChance(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, "2000-01-01T00:00:00.000Z")
    .replace(/AROA[A-Z0-9]{17}/g, "AROA00000000000000000")
    .replace(/(:secret:[\w/+=.@-]*-)[A-Za-z0-9]{6}(?![A-Za-z0-9])/g, (_, name: string) => `${name}000000`)
    .replace(drawn, (hex) => (marks.includes(hex) || isNumber(hex) ? hex : "0".repeat(hex.length)));
}

/** An account or a date; what the engine adds to a name has seven digits, and now and then no letter. */
function isNumber(hex: string): boolean {
  return /^\d+$/.test(hex) && hex.length !== 7;
}
