/**
 * Runs the corpus on the real CLI, and tells how well the pack agrees with the truth; see docs/proof.md.
 *
 *     npm run corpus                        all programs
 *     npm run corpus -- secret efs          those whose names hold one of these, with what is said of each
 *     npm run corpus -- --write             stores what is said, and writes the figures into the documents
 *
 * Fails where something else is said than what is stored.
 */
import { parseArgs } from "node:util";
import { Workspace } from "../../offline/workspace";
import { atATime, limit } from "../support/together";
import { matches } from "./score";
import { readVerdicts, writeDocuments, writeVerdicts } from "./stored";
import { tablesOf } from "./tables";
import { moments, type Program, readPrograms } from "./truth";
import { type AllVerdicts, corpusProject, differences, lineOf, type Verdicts, verdictsOf } from "./verdicts";

const { values, positionals } = parseArgs({
  options: { write: { type: "boolean", default: false } },
  allowPositionals: true,
});

async function main(): Promise<void> {
  const programs = readPrograms();
  const asked = programs.filter(
    ({ id }) => positionals.length === 0 || positionals.some((part) => id.includes(part)),
  );
  if (asked.length === 0) throw new Error(`no program's name holds ${positionals.join(" or ")}`);
  const stored = readVerdicts();
  const { found, errors } = await run(asked);
  for (const error of errors) console.log(`\n${error}`);
  const told = asked.flatMap((program) => tellDifferences(program, stored, found[program.id]));
  if (positionals.length > 0) for (const program of asked) tellProgram(program, found[program.id]);

  const all = positionals.length > 0 ? { ...stored, ...found } : found;
  const verdicts = Object.fromEntries(
    Object.entries(all).filter(([id]) => programs.some((one) => one.id === id)),
  );
  const judged = programs.filter(({ id }) => id in verdicts);
  if (positionals.length === 0) console.log(`\n${tablesOf(judged, verdicts)}`);
  if (values.write) {
    writeVerdicts(verdicts);
    writeDocuments(judged, verdicts);
  }
  const differs = told.length > 0 && !values.write;
  if (differs) console.log(`\n${told.length} verdicts differ from those stored; --write stores these.`);
  if (differs || errors.length > 0) process.exitCode = 1;
}

async function run(programs: readonly Program[]): Promise<{ found: AllVerdicts; errors: string[] }> {
  const workspace = await Workspace.open(console.log);
  const found: Record<string, Verdicts> = {};
  const errors: string[] = [];
  // The processes beside the CLI keep nothing running, not even until they have started.
  const running = setInterval(() => undefined, 1000);
  try {
    const project = corpusProject(workspace);
    const inTurn = limit(atATime);
    await Promise.all(
      programs.map((program) =>
        inTurn(async () => {
          try {
            found[program.id] = await verdictsOf(workspace, project, program);
          } catch (error) {
            errors.push(error instanceof Error ? error.message : `${error}`);
          }
        }),
      ),
    );
  } finally {
    clearInterval(running);
    workspace.close();
  }
  return { found, errors: errors.sort() };
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

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
