import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../offline/workspace";
import { codeBlocks } from "../support/documents";
import { newProject } from "../support/project";
import { runScenario, type Step } from "../support/scenario";
import { together } from "../support/together";

const docs = join(root, "docs");
const page = readFileSync(join(docs, "migration.md"), "utf8");

/** The sections that move a stack: those that begin with one that is deployed. */
const moves = page.split(/^## /m).filter((section) => section.includes("\n### 1. "));
assert.ok(moves.length > 0, "the page moves a stack");

describe("moves in docs/migration.md", () => {
  together(
    new Map(
      moves.map((move, number) => [
        move.split("\n", 1)[0] ?? "",
        (workspace) => {
          const name = `migration-${number}`;
          return runScenario(workspace, newProject(workspace, name), name, stepsOf(move));
        },
      ]),
    ),
  );
});

/** Each part of a section is a step; the first one is what was deployed without the pack. */
function stepsOf(move: string): Step[] {
  const [, ...parts] = move.split(/^### /m);
  assert.ok(parts.length > 2, "a move has its steps");
  let source = "";
  return parts.map((part, index) => {
    source = programOf(part, source);
    return index === 0
      ? { run: "up", source }
      : { run: "up with pack", source, changes: changesIn(part), prints: summaryIn(part) };
  });
}

/** The program that a part shows, links to, or makes from the one before it. */
function programOf(part: string, before: string): string {
  const [shown] = codeBlocks(part, "ts");
  const [, linked] = /\]\((\.\.\/stacks\/[\w-]+\.ts)\)/.exec(part) ?? [];
  if (shown !== undefined) return shown;
  if (linked !== undefined) return readFileSync(join(docs, linked), "utf8");
  const [difference] = codeBlocks(part, "diff");
  assert.ok(difference !== undefined, `there is no program in:\n${part}`);
  return difference.split("@@\n").reduce(edited, before);
}

/** A program with the lines of a hunk in place of those that it takes away. */
function edited(program: string, hunk: string): string {
  const lines = hunk.trimEnd().split("\n");
  const side = (sign: string) =>
    lines.flatMap((line) => (line.startsWith(sign) || line.startsWith(" ") ? [`${line.slice(1)}\n`] : []));
  const [beginning, end, ...others] = program.split(side("-").join(""));
  assert.ok(end !== undefined && others.length === 0, `there is not one place for:\n${hunk}`);
  return `${beginning}${side("+").join("")}${end}`;
}

/** The rows of a table: operation, resource and properties. */
function changesIn(part: string): string[] {
  return [...part.matchAll(/^\| (\w+) +\| `([^`]+)` +\| ([^|]*?) *\|/gm)].map(
    ([, operation, resource, properties = ""]) =>
      `${operation} ${resource}${properties && `: ${properties.replaceAll("`", "")}`}`,
  );
}

/** The lines of the preview's summary. */
function summaryIn(part: string): RegExp[] {
  const [summary = ""] = codeBlocks(part, "text");
  const lines = summary.split("\n").filter((line) => line !== "");
  return lines.map((line) => new RegExp(`^${line.replace(/[.+]/g, "\\$&")}$`, "m"));
}
