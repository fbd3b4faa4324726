/**
 * Runs the corpus on the real CLI, and tells how well the pack agrees with the truth; see docs/proof.md.
 *
 *     npm run corpus                        all programs
 *     npm run corpus -- secret efs          those whose names hold one of these, with what is said of each
 *     npm run corpus -- --afresh            also those that have not changed since this machine has run them
 *     npm run corpus -- --write             stores what is said, and writes the figures into the documents
 *
 * Fails where something else is said than what is stored.
 */
import { parseArgs } from "node:util";
import { Workspace } from "../../offline/workspace";
import { atATime, limit } from "../support/together";
import { KeptVerdicts } from "./kept";
import { matches } from "./score";
import { readVerdicts, writeDocuments, writeVerdicts } from "./stored";
import { tablesOf } from "./tables";
import { moments, type Program, readPrograms } from "./truth";
import { type AllVerdicts, corpusProject, differences, lineOf, type Verdicts, verdictsOf } from "./verdicts";

const { values, positionals } = parseArgs({
  options: {
    write: { type: "boolean", default: false },
    afresh: { type: "boolean", default: false },
  },
  allowPositionals: true,
});

async function main(): Promise<void> {
  const programs = readPrograms();
  const stored = readVerdicts();
  const isWhole = positionals.length === 0;
  const asked = programs.filter(({ id }) => isWhole || positionals.some((part) => id.includes(part)));
  if (asked.length === 0) throw new Error("There is no such program.");
  const { found, errors } = await run(asked);
  for (const error of errors) console.log(`\n${error}`);
  const told = asked.flatMap((program) => tellDifferences(program, stored, found[program.id]));
  if (!isWhole) for (const program of asked) tellProgram(program, found[program.id]);

  const all: AllVerdicts = { ...stored, ...found };
  const judged = programs.filter(({ id }) => id in all);
  const verdicts = Object.fromEntries(
    Object.entries(all).filter(([id]) => judged.some((program) => program.id === id)),
  );
  if (isWhole) console.log(`\n${tablesOf(judged, verdicts)}`);
  if (values.write) {
    writeVerdicts(verdicts);
    writeDocuments(judged, verdicts);
  }
  const differs = told.length > 0 && !values.write;
  if (differs) console.log(`\n${told.length} verdicts differ from those stored; --write stores these.`);
  if (differs || errors.length > 0) process.exitCode = 1;
}

async function run(programs: readonly Program[]): Promise<{ found: AllVerdicts; errors: string[] }> {
  const kept = new KeptVerdicts();
  const found: Record<string, Verdicts> = {};
  const errors: string[] = [];
  const left = programs.filter((program) => {
    const verdicts = values.afresh ? undefined : kept.find(program);
    if (verdicts) found[program.id] = verdicts;
    return !verdicts;
  });
  if (left.length === 0) return { found, errors };
  const workspace = await Workspace.open(console.log);
  // The processes beside the CLI keep nothing running, not even until they have started.
  const running = setInterval(() => undefined, 1000);
  try {
    const project = corpusProject(workspace);
    const inTurn = limit(atATime);
    await Promise.all(
      left.map((program) =>
        inTurn(async () => {
          try {
            const verdicts = await inTime(program, verdictsOf(workspace, project, program));
            kept.keep(program, verdicts);
            found[program.id] = verdicts;
          } catch (error) {
            errors.push(error instanceof Error ? error.message : `${error}`);
          }
          const done = Object.keys(found).length + errors.length;
          if (done % 25 === 0) console.log(`${done} of ${programs.length} programs`);
        }),
      ),
    );
  } finally {
    clearInterval(running);
    workspace.close();
  }
  return { found, errors: errors.sort() };
}

/** The CLI may wait forever for a program that has thrown. */
function inTime<T>({ id }: Program, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`${id}: no verdict in five minutes; does the program throw?`));
    const timer = setTimeout(late, 300_000);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function tellDifferences({ id }: Program, stored: AllVerdicts, found: Verdicts | undefined): string[] {
  const lines = found ? differences(stored[id], found) : [];
  if (lines.length > 0) console.log([`\n${id}: the verdicts differ`, ...lines].join("\n"));
  return lines;
}

/** What is said of a program beside its truth. */
function tellProgram({ id, says, fails }: Program, found: Verdicts | undefined): void {
  if (!found) return;
  console.log(`\n${id}: ${says}`);
  for (const moment of moments) {
    const toCome = fails.filter((failure) => failure.moments.includes(moment));
    const said = found[moment];
    console.log(`  ${moment} preview:${toCome.length + said.length === 0 ? " nothing, as in AWS" : ""}`);
    for (const failure of toCome) {
      const isCaught = said.some((one) => matches(one, failure));
      console.log(
        `    ${isCaught ? "caught" : "MISSED"}: ${failure.what} (${failure.policies.join(" or ") || "no policy"})`,
      );
    }
    for (const one of said) {
      const isTrue = toCome.some((failure) => matches(one, failure));
      console.log(`    ${isTrue ? "  true" : "FALSE ALARM"}: ${lineOf(one)}`);
    }
  }
}

main()
  .catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  })
  // A CLI that still waits would keep it running.
  .finally(() => process.exit());
