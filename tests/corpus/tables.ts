/** The figures of the corpus, in Markdown. */
import { table } from "../../docs/scripts/tables";
import { described } from "../support/policies";
import { falseAlarmsOf, missesOf, type Selection, type Share, scoreOf, silentOf } from "./score";
import { type Moment, moments, origins, type Program } from "./truth";
import { type AllVerdicts, lineOf } from "./verdicts";

/** What the README claims. */
export function claimOf(programs: readonly Program[], verdicts: AllVerdicts): string {
  const failing = programs.filter(({ fails }) => fails.length > 0).length;
  const silent = silentOf(programs, verdicts);
  const [first, later] = moments.map((moment) => scoreOf(programs, verdicts, { moment }));
  return [
    `**Measured** on ${programs.length} programs, of which ${failing} fail in AWS and ${silent.whole} work: of what it says in first previews, ${percent(first?.precision)} is true (precision), and it says ${percent(first?.recall)} of the failures (recall); in later previews ${percent(later?.precision)} and ${percent(later?.recall)}.`,
    `Of ${silent.part} of the ${silent.whole} programs that work it says nothing.`,
    "[docs/proof.md](docs/proof.md) has the numbers by policy, each miss and each false alarm, and the command that makes them again.",
  ].join(" ");
}

/** What docs/proof.md begins with. */
export function shortTableOf(programs: readonly Program[], verdicts: AllVerdicts): string {
  const row = (name: string, selection: Omit<Selection, "moment">) => [
    name,
    ...figures(programs, verdicts, selection),
  ];
  return table(
    [`on ${programs.length} programs`, ...figuresHead],
    [
      row("all findings", {}),
      row("only findings that reject", { mandatoryOnly: true }),
      ["all, of failures that a policy claims", ...figures(programs.map(claimed), verdicts, {})],
    ],
  );
}

/** A program without those of its failures that are the matter of no policy. */
function claimed(program: Program): Program {
  return { ...program, fails: program.fails.filter(({ policies }) => policies.length > 0) };
}

/** The section of docs/proof.md. */
export function tablesOf(programs: readonly Program[], verdicts: AllVerdicts): string {
  const silent = silentOf(programs, verdicts);
  return [
    "### By policy",
    `${programs.length} programs, of which ${silent.whole} work. Of ${silent.part} of these nothing is said, in either preview. All findings, those that advise, too:`,
    byPolicy(programs, verdicts, false),
    "Only findings that reject:",
    byPolicy(programs, verdicts, true),
    "### By origin",
    byOrigin(programs, verdicts),
    "### Misses",
    listOr("None.", missLines(programs, verdicts)),
    "### False alarms",
    listOr("None.", falseAlarmLines(programs, verdicts)),
  ].join("\n\n");
}

const figuresHead = moments.flatMap((moment) => [`precision, ${moment}`, `recall, ${moment}`]);

function byPolicy(programs: readonly Program[], verdicts: AllVerdicts, mandatoryOnly: boolean): string {
  const rows = described
    .map(({ name }) => ({ name, cells: figures(programs, verdicts, { policy: name, mandatoryOnly }) }))
    .filter(({ cells }) => cells.some((cell) => cell !== nothing))
    .map(({ name, cells }) => [`[${name}](policies/${name}.md)`, ...cells]);
  const all = ["**all**", ...figures(programs, verdicts, { mandatoryOnly })];
  return table(["policy", ...figuresHead], [...rows, all]);
}

function byOrigin(programs: readonly Program[], verdicts: AllVerdicts): string {
  const rows = origins.map((origin) => {
    const own = programs.filter((program) => program.origin === origin);
    const { part, whole } = silentOf(own, verdicts);
    return [
      origin,
      `${own.length}`,
      whole === 0 ? nothing : `${part} of ${whole}`,
      ...figures(own, verdicts, {}),
    ];
  });
  return table(["origin", "programs", "silent of working ones", ...figuresHead], rows);
}

function figures(
  programs: readonly Program[],
  verdicts: AllVerdicts,
  selection: Omit<Selection, "moment">,
): string[] {
  return moments.flatMap((moment) => {
    const { precision, recall } = scoreOf(programs, verdicts, { moment, ...selection });
    return [shareCell(precision), shareCell(recall)];
  });
}

const nothing = "—";

function shareCell(share: Share): string {
  return share.whole === 0 ? nothing : `${percent(share)} (${share.part} of ${share.whole})`;
}

/** Rounded down, so that 100 % means all. */
export function percent({ part, whole }: Share = { part: 0, whole: 0 }): string {
  return whole === 0 ? nothing : `${(Math.floor((1000 * part) / whole) / 10).toFixed(1)} %`;
}

function missLines(programs: readonly Program[], verdicts: AllVerdicts): string[] {
  return withMoments(
    moments.flatMap((moment) =>
      missesOf(programs, verdicts, moment).map(({ program, failure }) => {
        const owner = failure.policies.join(" or ") || "no policy";
        return { moment, program, text: `${failure.what} (${owner})` };
      }),
    ),
  );
}

function falseAlarmLines(programs: readonly Program[], verdicts: AllVerdicts): string[] {
  return withMoments(
    moments.flatMap((moment) =>
      falseAlarmsOf(programs, verdicts, moment).map(({ program, said }) => ({
        moment,
        program,
        text: lineOf(said),
      })),
    ),
  );
}

/** One line for what is the same in both previews. */
function withMoments(entries: readonly { moment: Moment; program: string; text: string }[]): string[] {
  const lines = new Map<string, Moment[]>();
  for (const { moment, program, text } of entries) {
    const line = `[${program}](../tests/corpus/programs/${program}.ts): ${text}`;
    lines.set(line, [...(lines.get(line) ?? []), moment]);
  }
  return [...lines]
    .map(([line, when]) => (when.length === 1 ? `${line}, ${when[0]} preview only` : line))
    .sort();
}

function listOr(otherwise: string, lines: readonly string[]): string {
  return lines.length === 0 ? otherwise : lines.map((line) => `- ${line}`).join("\n");
}
