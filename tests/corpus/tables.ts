/** The figures of the corpus, in Markdown. */
import { table } from "../../docs/scripts/tables";
import { described } from "../support/policies";
import { falseAlarmsOf, missesOf, type Selection, type Share, scoreOf, silentOf } from "./score";
import { type Moment, moments, origins, type Program } from "./truth";
import { type AllVerdicts, lineOf } from "./verdicts";

/** The sentence of the README. */
export function claimOf(programs: readonly Program[], verdicts: AllVerdicts): string {
  const [first, later] = moments.map((moment) => scoreOf(programs, verdicts, { moment }));
  const silent = silentOf(programs, verdicts);
  const figures = (which: "precision" | "recall") =>
    `${percent(first?.[which])} and ${percent(later?.[which])}`;
  return [
    `On ${programs.length} programs whose truth is known, most of them from public reports, ${figures("precision")} of what it says in first and in later previews is a failure in AWS (precision), and of the failures it says ${figures("recall")} (recall).`,
    `Of ${silent.whole} programs that work, it says nothing of ${silent.part}.`,
    "[docs/proof.md](docs/proof.md) tells how these numbers are made, what they leave out, and how to make them yourself.",
  ].join(" ");
}

/** The section of docs/proof.md. */
export function tablesOf(programs: readonly Program[], verdicts: AllVerdicts): string {
  const silent = silentOf(programs, verdicts);
  return [
    `${programs.length} programs, of which ${silent.whole} work. Of ${silent.part} of these nothing is said, in either preview.`,
    "### By policy",
    "All findings, those that advise, too:",
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

export function missLines(programs: readonly Program[], verdicts: AllVerdicts): string[] {
  return withMoments(
    moments.flatMap((moment) =>
      missesOf(programs, verdicts, moment).map(({ program, failure }) => {
        const owner = failure.policies.length === 0 ? "of no policy" : failure.policies.join(" or ");
        const where =
          failure.on.length === 0 ? "" : ` on ${failure.on.map((one) => `\`${one}\``).join(" or ")}`;
        return { moment, program, text: `${failure.what} (${owner}${where})` };
      }),
    ),
  );
}

export function falseAlarmLines(programs: readonly Program[], verdicts: AllVerdicts): string[] {
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
    const line = `\`${program}\`: ${text}`;
    lines.set(line, [...(lines.get(line) ?? []), moment]);
  }
  return [...lines]
    .map(([line, when]) => (when.length === 1 ? `${line}, ${when[0]} preview only` : line))
    .sort();
}

function listOr(otherwise: string, lines: readonly string[]): string {
  return lines.length === 0 ? otherwise : lines.map((line) => `- ${line}`).join("\n");
}
