/** Writes a report in the forms that are asked for, all of one run. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { messageOf, UsageError } from "./errors";
import { json } from "./forms/json";
import { junit } from "./forms/junit";
import { markdown } from "./forms/markdown";
import { sarif } from "./forms/sarif";
import { table } from "./forms/table";
import { workflowCommands } from "./forms/workflow-commands";
import { page } from "./page/page";
import type { Report, Standing } from "./report/report";
import { colorsOf, widthOf } from "./terminal";

/** The forms that go to a file each. */
export const formNames = ["json", "sarif", "junit", "markdown", "html"] as const;

export type FormName = (typeof formNames)[number];

interface Form {
  /** What `--help` says that is written. */
  readonly title: string;
  write(report: Report, options: OutputOptions): string;
}

export const forms: Readonly<Record<FormName, Form>> = {
  json: { title: "JSON, as report.schema.json of this package describes it", write: json },
  sarif: {
    title: "SARIF 2.1.0, for code scanning",
    write: (report, { sarifCategory: category, sarifWithout: leaveOut }) =>
      sarif(report, { ...(category !== undefined && { category }), ...(leaveOut && { leaveOut }) }),
  },
  junit: { title: "JUnit's XML, for reports of tests", write: junit },
  markdown: { title: "Markdown, for the summary of a job", write: (report) => markdown(report) },
  html: { title: "one page to open in a browser", write: page },
};

/** What a command was told about its output. */
export interface OutputOptions extends Partial<Record<FormName, string>> {
  readonly sarifCategory?: string;
  readonly sarifWithout?: readonly Standing[];
  readonly annotations?: true;
  readonly verbose?: true;
  readonly quiet?: true;
}

/** Stands for the standard output in place of a file. */
const standardOutput = "-";

/** Whether a form goes where the table would. */
export function usesStandardOutput(options: OutputOptions): boolean {
  return formsAskedFor(options).some(([, file]) => file === standardOutput);
}

/**
 * @throws {UsageError} where two forms go to one place, before anything is done
 */
export function checkOutputs(options: OutputOptions): void {
  const files = formsAskedFor(options).map(([, file]) => (file === standardOutput ? file : resolve(file)));
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined) throw new UsageError(`Two forms of output cannot go to one place: ${twice}.`);
}

/** @throws {UsageError} naming a file that cannot be written */
export function writeOutputs(report: Report, options: OutputOptions): void {
  for (const [name, file] of formsAskedFor(options)) {
    const text = forms[name].write(report, options);
    if (file === standardOutput) process.stdout.write(text);
    else writeForm(file, text);
  }
  // GitHub Actions reads them from both.
  const stream = usesStandardOutput(options) ? process.stderr : process.stdout;
  if (options.annotations) stream.write(workflowCommands(report));
  if (options.quiet || usesStandardOutput(options)) return;
  process.stdout.write(
    table(report, {
      colors: colorsOf(process.stdout, process.env),
      width: widthOf(process.stdout),
      verbose: options.verbose ?? false,
    }),
  );
}

export function writeForm(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`${file} could not be written: ${messageOf(error)}`);
  }
}

function formsAskedFor(options: OutputOptions): [FormName, string][] {
  return formNames.flatMap((name): [FormName, string][] => {
    const file = options[name];
    return file === undefined ? [] : [[name, file]];
  });
}
