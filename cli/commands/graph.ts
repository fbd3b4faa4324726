/** `ecs-guardrails graph`: the order of a stack's services. */
import type { Command } from "commander";
import { mermaid } from "../drawing/mermaid";
import { svg } from "../drawing/svg";
import { exitCodes, UsageError } from "../errors";
import { order } from "../forms/order";
import { writeForm } from "../outputs";
import { page } from "../page/page";
import { reportOf } from "../report/assemble";
import type { Report } from "../report/report";
import { scan } from "../scanning/scan";
import { readSettings } from "../settings";
import { filesIn, type Source } from "../states/sources";
import { withConfig } from "./options";
import { judgedIn, type PreviewedWith, previewOf, withPack } from "./preview";

interface GraphOptions extends PreviewedWith {
  readonly stack?: string;
  readonly preview?: true;
  readonly svg?: string;
  readonly mermaid?: string;
  readonly html?: string;
}

export function addGraph(program: Command): void {
  const command = program
    .command("graph")
    .summary("draw the order of a stack's services")
    .usage("[options] [state | -- arguments of pulumi preview]")
    .description(
      "Draws the order in which the services of one stack come, with what does not wait for what it needs: of an exported state, of a stack of the backend (--stack), or of a preview (--preview).\nWithout a form it is told as text.",
    )
    .argument("[state or arguments...]", "an exported state; with --preview, arguments of `pulumi preview`");
  withPack(withConfig(command))
    .option("-s, --stack <name>", "a stack of the backend that the Pulumi CLI is logged in to")
    .option("--preview", "run `pulumi preview`, with the arguments after --")
    .option("--svg <file>", "write a picture; - for the standard output")
    .option("--mermaid <file>", "write a Mermaid flowchart; - for the standard output")
    .option("--html <file>", "write the page, with the secrets and all findings; - for the standard output")
    .addHelpText("after", exitCodesHelp)
    .action(async (args: string[], options: GraphOptions) => {
      process.exitCode = await run(args, options);
    });
}

const exitCodesHelp = `
Exit codes:
  0  it is drawn, whatever is found
  2  the command cannot be carried out as it was given
  3  the stack could not be judged`;

async function run(args: readonly string[], options: GraphOptions): Promise<number> {
  const forms = formsOf(options);
  const report = options.preview
    ? await previewReport(args, options)
    : await stateReport(sourceOf(args, options), options);
  const [stack] = report.stacks;
  if (!stack) {
    for (const { source, reason } of report.failures) process.stderr.write(`error: ${source}: ${reason}\n`);
    return exitCodes.notJudged;
  }
  const written = forms.map(([file, write]) => [file, write(report, stack)] as const);
  for (const [file, text] of written.length > 0 ? written : [["-", order(stack)] as const]) {
    if (file === "-") process.stdout.write(text);
    else writeForm(file, text);
  }
  return exitCodes.passed;
}

type Write = (report: Report, stack: Report["stacks"][number]) => string;

function formsOf(options: GraphOptions): [file: string, write: Write][] {
  const all: [string | undefined, Write][] = [
    [options.svg, (_, stack) => svg(stack)],
    [options.mermaid, (_, stack) => mermaid(stack)],
    [options.html, (report) => page(report)],
  ];
  return all.flatMap(([file, write]): [string, Write][] => (file === undefined ? [] : [[file, write]]));
}

function sourceOf(args: readonly string[], { stack }: GraphOptions): Source {
  const [path, ...more] = args;
  if (stack !== undefined && path === undefined) return { kind: "stack", name: stack, decrypt: false };
  const [source, ...others] =
    path !== undefined && stack === undefined && more.length === 0 ? filesIn([path]) : [];
  if (!source || others.length > 0)
    throw new UsageError("Name one exported state, or one stack with --stack, or use --preview.");
  return source;
}

async function stateReport(source: Source, { config }: GraphOptions): Promise<Report> {
  const settings = readSettings(config);
  const { stacks, failures } = await scan([source], { settings, parallel: 1, onDone: () => undefined });
  return reportOf({ command: "scan", stacks, failures }, settings);
}

async function previewReport(args: readonly string[], options: GraphOptions): Promise<Report> {
  const settings = readSettings(options.config);
  // What is drawn has the standard output for itself.
  const previewed = await previewOf(args, options, true);
  return reportOf({ command: "preview", ...judgedIn(previewed, settings, args) }, settings);
}
