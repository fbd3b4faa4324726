/** The form for a terminal: what is found in short, and in full where that is asked for. */
import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";
import {
  type Failure,
  type Finding,
  nameIn,
  type Report,
  rejects,
  type Stack,
  type Standing,
  standingOf,
  standings,
  type UnusedExemption,
} from "../report/report";
import { type Colors, printable } from "../terminal";
import { byUrgency, foundIn, stackName } from "./found";
import { counted, firstLine } from "./messages";

export interface TableOptions {
  readonly colors: Colors;
  /** In characters; without it no line is broken. */
  readonly width: number | undefined;
  /** Whether messages are told in full, and of all findings. */
  readonly verbose: boolean;
}

export function table(report: Report, options: TableOptions): string {
  const { stacks, failures, unusedExemptions } = report;
  const parts = [
    ...stacks.map((stack) => findingsOf(stack, options)),
    stacks.length > 1 ? countsOf(stacks, options) : "",
    ...failures.map((failure) => failureLine(failure, options)),
    unusedExemptions ? unusedLines(unusedExemptions, report, options) : "",
    summary(report, options),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** Those that somebody has to do something about; the others are counted. */
const urgent: readonly Standing[] = ["rejected", "presumed"];

function findingsOf(stack: Stack, options: TableOptions): string {
  const { colors, verbose } = options;
  const shown = byUrgency(foundIn(stack)).filter(
    ({ finding }) => verbose || urgent.includes(standingOf(finding)),
  );
  if (shown.length === 0) return "";
  const rows = shown.map(({ finding }) => [
    colored(standingOf(finding), colors),
    verbose ? told(finding, colors) : inShort(finding, colors),
  ]);
  return [colors.bold(headingOf(stack)), laidOut(rows, options)].join("\n");
}

function headingOf(stack: Stack): string {
  const name = stackName(stack);
  // In a preview they are one.
  if (stack.source === stack.stack) return printable(name);
  // Of a stack without resources only the source tells a name.
  if (stack.project === "") return printable(stack.source);
  return printable(name === stack.source ? name : `${name} (${stack.source})`);
}

function inShort(finding: Finding, colors: Colors): string {
  return [subjectLine(finding, colors), printable(firstLine(finding.message)), idLine(finding, colors)].join(
    "\n",
  );
}

function told(finding: Finding, colors: Colors): string {
  const exempted = finding.exemption ? [colors.dim(printable(`Accepted: ${finding.exemption.reason}`))] : [];
  return [subjectLine(finding, colors), printable(finding.message), ...exempted].join("\n");
}

function subjectLine({ policy, places: [{ urn }] }: Finding, colors: Colors): string {
  return `${colors.bold(printable(policy))} on ${printable(nameIn(urn))}`;
}

function idLine({ places: [first, ...others] }: Finding, colors: Colors): string {
  const more = others.length > 0 ? `, and on ${counted(others.length, "other resource")}` : "";
  return colors.dim(`${first.ids.join(", ")}${more}`);
}

/** Of those in which something is found; what is found nowhere has no column. */
function countsOf(stacks: readonly Stack[], options: TableOptions): string {
  const { colors, width } = options;
  const found = stacks.filter(({ findings }) => findings.length > 0);
  if (found.length === 0) return "";
  const columns = standings.filter((standing) => found.some((stack) => countOf(stack, standing) > 0));
  const numbers = ["resources", ...columns];
  const left = width === undefined ? undefined : width - numbers.join("").length - numbers.length * gap;
  const rows = found.map((stack) => [
    shortened(headingOf(stack), left),
    `${stack.resources}`,
    ...columns.map((standing) => {
      const count = countOf(stack, standing);
      return count === 0 ? colors.dim("–") : colored(standing, colors, `${count}`);
    }),
  ]);
  const heads = ["stack", ...numbers].map((head) => colors.dim(head));
  const table = laidOut([heads, ...rows], {}, ["left", ...numbers.map(() => "right" as const)]);
  const silent = stacks.length - found.length;
  return silent === 0 ? table : `${table}\n${colors.dim(`and ${counted(silent, "stack")} without findings`)}`;
}

function countOf({ findings }: Stack, standing: Standing): number {
  return findings.filter((finding) => standingOf(finding) === standing).length;
}

/** The end of a name tells more than its beginning, where there is no room for both. */
function shortened(name: string, left: number | undefined): string {
  if (left === undefined || name.length <= left) return name;
  return `…${name.slice(1 - Math.max(left, shortest))}`;
}

const shortest = 20;

/** Columns without lines between them; only the last one is broken into lines, where a width is given. */
function laidOut(
  rows: readonly (readonly string[])[],
  { width }: Partial<Pick<TableOptions, "width">>,
  colAligns: readonly ("left" | "right")[] = [],
): string {
  const cells = rows.map((row) =>
    row.map((cell, column) => {
      const isLast = column > 0 && column === row.length - 1;
      const broken =
        width === undefined || !isLast
          ? cell
          : wrapAnsi(cell, width - firstColumn - gap, { hard: false, trim: false });
      return broken.split("\n");
    }),
  );
  // What stands last is not filled up, unless to its left, and may be long.
  const isMeasured = (column: number, row: readonly unknown[]) =>
    column < row.length - 1 || colAligns[column] === "right";
  const widths = (rows[0] ?? []).map((_, column, row) =>
    isMeasured(column, row)
      ? cells.reduce(
          (widest, { [column]: lines = [] }) => Math.max(widest, ...lines.map((line) => stringWidth(line))),
          0,
        )
      : 0,
  );
  if (width !== undefined) widths[0] = firstColumn;
  return cells.flatMap((row) => linesOfRow(row, widths, colAligns)).join("\n");
}

/** As many lines as the highest of its cells has. */
function linesOfRow(
  row: readonly (readonly string[])[],
  widths: readonly number[],
  colAligns: readonly ("left" | "right")[],
): string[] {
  const height = row.reduce((highest, lines) => Math.max(highest, lines.length), 0);
  return Array.from({ length: height }, (_, index) =>
    row
      .map((lines, column) => {
        const line = lines[index] ?? "";
        const width = widths[column] ?? 0;
        const room = width > 0 ? " ".repeat(Math.max(0, width - stringWidth(line))) : "";
        return colAligns[column] === "right" ? `${room}${line}` : `${line}${room}`;
      })
      .join(" ".repeat(gap))
      .trimEnd(),
  );
}

/** As wide as the longest of `standings`. */
const firstColumn = 12;
const gap = 2;

function failureLine({ source, reason }: Failure, { colors }: TableOptions): string {
  return `${colors.red("not judged")}  ${printable(`${source}: ${reason}`)}`;
}

function unusedLines(unused: readonly UnusedExemption[], report: Report, { colors }: TableOptions): string {
  if (unused.length === 0) return "Every exemption covers something.";
  const part = report.failures.length > 0 ? " that could be judged" : "";
  return [
    colors.bold(`Exemptions that cover nothing in ${counted(report.stacks.length, "stack")}${part}:`),
    ...unused.map(({ policy, resource, project, stack, finding, reason }) =>
      printable(
        `  ${policy}: ${[
          `resource ${JSON.stringify(resource)}`,
          ...(project === undefined ? [] : [`project ${JSON.stringify(project)}`]),
          ...(stack === undefined ? [] : [`stack ${JSON.stringify(stack)}`]),
          ...(finding === undefined ? [] : [`finding ${JSON.stringify(finding)}`]),
        ].join(", ")} (${reason})`,
      ),
    ),
  ].join("\n");
}

function summary({ stacks, failures }: Report, { colors, verbose }: TableOptions): string {
  const findings = stacks.flatMap((stack) => stack.findings);
  const rejected = stacks.filter((stack) => stack.findings.some(rejects));
  const counts = standings.flatMap((standing) => {
    const count = findings.filter((finding) => standingOf(finding) === standing).length;
    return count === 0 ? [] : [`${count} ${standing}`];
  });
  const lines = [
    counts.length > 0
      ? `${counted(stacks.length, "stack")} judged, ${counted(findings.length, "finding")}: ${counts.join(", ")}.`
      : `${counted(stacks.length, "stack")} judged${failures.length > 0 ? "" : ": nothing is found"}.`,
    ...(rejected.length > 0
      ? [
          colors.red(
            `${counted(rejected.length, "stack")} ${rejected.length === 1 ? "has" : "have"} mandatory findings.`,
          ),
        ]
      : []),
    ...(failures.length > 0 ? [colors.red(`${counted(failures.length, "stack")} could not be judged.`)] : []),
    ...(verbose || findings.every((finding) => urgent.includes(standingOf(finding)))
      ? []
      : [colors.dim("--verbose tells all of them in full.")]),
  ];
  return lines.join("\n");
}

function colored(standing: Standing, colors: Colors, text: string = standing): string {
  switch (standing) {
    case "rejected":
      return colors.red(text);
    case "presumed":
      return colors.magenta(text);
    case "advised":
      return colors.yellow(text);
    case "undetermined":
      return colors.cyan(text);
    case "exempted":
      return colors.dim(text);
  }
}
