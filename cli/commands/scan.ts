/** `ecs-guardrails scan`: judges what is deployed. */
import type { Command } from "commander";
import { withBaseline } from "../baseline";
import { exitCodes, UsageError } from "../errors";
import { checkOutputs, type OutputOptions, writeForm, writeOutputs } from "../outputs";
import { progress } from "../progress";
import { projectAt } from "../project-file";
import { reportOf } from "../report/assemble";
import { type Report, rejects, type Stack } from "../report/report";
import { scan, usualParallel } from "../scanning/scan";
import { readSettings } from "../settings";
import { stacksOf } from "../states/backend";
import { filesIn, type Source } from "../states/sources";
import { collected, day, dayOf, positiveNumber, withConfig, withOutputs } from "./options";

interface ScanOptions extends OutputOptions {
  readonly config?: string;
  readonly stack?: readonly string[];
  readonly organization?: string;
  readonly project?: string;
  readonly decrypt?: boolean;
  readonly parallel: number;
  readonly baseline?: string;
  readonly baselineUntil?: string;
  readonly listUnused?: true;
}

export function addScan(program: Command): void {
  const command = program
    .command("scan")
    .summary("judge what is deployed")
    .description(
      "Judges the states of stacks with the policies of the pack, as `pulumi policy analyze` does: no program runs, and AWS is not asked.\nWithout paths these are all stacks of the backend that the Pulumi CLI is logged in to.",
    )
    .argument("[paths...]", "exported states (`pulumi stack export`), or folders with some");
  withConfig(command)
    .option("-s, --stack <name>", "a stack of the backend; may be given several times", collected)
    .option("--organization <name>", "the organisation of Pulumi Cloud whose stacks are scanned")
    .option("--project <name>", "the project whose stacks are scanned")
    .option(
      "--decrypt",
      "have the CLI decrypt secrets of the stacks; by default they stay encrypted, and count as unknown",
    )
    .option(
      "--parallel <number>",
      "how many states to read at the same time",
      positiveNumber,
      usualParallel(),
    );
  withOutputs(command)
    .option("--baseline <file>", "write a configuration that exempts all that is found today")
    .option(
      "--baseline-until <day>",
      "the last day on which these exemptions hold; 90 days from today by default",
      day,
    )
    .option("--list-unused", "list exemptions that cover nothing in any of the stacks")
    .addHelpText("after", exitCodesHelp)
    .action(async (paths: string[], options: ScanOptions) => {
      process.exitCode = await run(paths, options);
    });
}

const exitCodesHelp = `
Exit codes:
  0  nothing mandatory is found
  1  something mandatory is found
  2  the command cannot be carried out as it was given
  3  a stack could not be judged`;

async function run(paths: readonly string[], options: ScanOptions): Promise<number> {
  checkOutputs(options);
  checkSources(paths, options);
  const settings = readSettings(options.config);
  const sources = await sourcesOf(paths, options);
  const bar = progress(sources.length);
  const scanned = await scan(sources, {
    settings,
    parallel: options.parallel,
    onDone: (label) => bar.done(label),
  }).finally(() => bar.end());
  const { failures } = scanned;
  const stacks = withProjectFile(scanned.stacks);
  const unusedExemptions = options.listUnused ? scanned.unusedExemptions : undefined;
  const report = reportOf(
    { command: "scan", stacks, failures, ...(unusedExemptions && { unusedExemptions }) },
    settings,
  );
  // Before anything is written: whoever reads may end before all of it is.
  process.exitCode = exitCodeOf(report);
  writeOutputs(report, options);
  if (options.baseline !== undefined) {
    const baseline = withBaseline(settings, report, {
      today: dayOf(new Date()),
      until: options.baselineUntil ?? dayOf(new Date(Date.now() + daysOfBaseline * 24 * 60 * 60 * 1000)),
    });
    writeForm(options.baseline, `${JSON.stringify(baseline, undefined, 2)}\n`);
  }
  return exitCodeOf(report);
}

const daysOfBaseline = 90;

/** Tells of stacks of the project in whose folder the command is run where its file is. */
function withProjectFile(stacks: readonly Stack[]): Stack[] {
  const own = projectAt(process.cwd());
  return stacks.map((stack) => (stack.project === own?.name ? { ...stack, projectFile: own.file } : stack));
}

function checkSources(
  paths: readonly string[],
  { stack, organization, project, decrypt, baseline, baselineUntil }: ScanOptions,
): void {
  const ofBackend = Object.entries({
    "--stack": stack,
    "--organization": organization,
    "--project": project,
    "--decrypt": decrypt,
  })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);
  if (paths.length > 0 && ofBackend.length > 0)
    throw new UsageError(
      `${ofBackend.join(" and ")} choose among the stacks of a backend, and not among files.`,
    );
  if (baselineUntil !== undefined && baseline === undefined)
    throw new UsageError("--baseline-until goes with --baseline.");
}

async function sourcesOf(
  paths: readonly string[],
  { stack, organization, project, decrypt = false }: ScanOptions,
): Promise<readonly Source[]> {
  if (paths.length > 0) return filesIn(paths);
  const names =
    stack ??
    (await stacksOf({
      ...(organization !== undefined && { organization }),
      ...(project !== undefined && { project }),
    }));
  if (names.length === 0) throw new UsageError("The backend has no stacks.");
  return names.map((name) => ({ kind: "stack", name, decrypt }));
}

function exitCodeOf({ stacks, failures }: Report): number {
  if (failures.length > 0) return exitCodes.notJudged;
  return stacks.some(({ findings }) => findings.some(rejects)) ? exitCodes.rejected : exitCodes.passed;
}
