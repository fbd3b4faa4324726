/** Markdown for the summary of a job, or for a comment on a pull request. */
import {
  type Failure,
  type Policy,
  type Report,
  rejects,
  type Standing,
  standings,
  type UnusedExemption,
} from "../report/report";
import { allFound, byUrgency, type Found, stackName } from "./found";
import { lineHtml, lineMarkdown, link, messageMarkdown, nameHtml } from "./markup";
import { counted, firstLine, linesOf } from "./messages";
import { Room } from "./room";

export interface MarkdownOptions {
  /**
   * Bytes in UTF-8. By default less than what GitHub takes for the summary of a step, 1 MiB; a comment takes 65,536
   * characters.
   */
  readonly limit?: number;
}

const jobSummary = 1_000_000;

/** Findings get at least half of the room: a long table is of no use without them. */
const shareOfTable = 0.25;
const shareOfFailures = 0.2;
const shareOfUnused = 0.05;

export function markdown(report: Report, { limit = jobSummary }: MarkdownOptions = {}): string {
  const all = allFound(report);
  const shown = byUrgency(all).filter(({ standing }) => standing !== "exempted");
  const room = new Room(limit);
  const title = room.take("## ecs-guardrails");
  const headline = room.take(
    `**${stacksLine(report)}**${report.stacks.length > 0 ? ` ${findingsLine(all)}` : ""}`,
  );
  const footer = room.take(footerOf(report));
  const table = room.share(shareOfTable).takeMany({
    head: tableHead,
    parts: tableRows(all),
    between: "\n",
    what: ["row", "rows"],
  });
  const failures = room.share(shareOfFailures).takeMany({
    head: "### Not judged\n",
    parts: report.failures.map(failureItem),
    between: "\n",
    what: ["stack", "stacks"],
  });
  const unused = room.share(shareOfUnused).takeMany({
    head: "### Exemptions that cover nothing\n",
    parts: (report.unusedExemptions ?? []).map(unusedItem),
    between: "\n",
    what: ["exemption", "exemptions"],
  });
  const findings = room.takeMany({
    head: "### Findings",
    parts: shown.map(detailsWith(report.policies)),
    between: "\n\n",
    what: ["finding", "findings"],
  });
  return `${[title, headline, table, findings, failures, unused, footer].filter(Boolean).join("\n\n")}\n`;
}

function stacksLine({ stacks, failures }: Report): string {
  const rejected = stacks.filter(({ findings }) => findings.some(rejects)).length;
  const judged = `${counted(stacks.length, "stack")} judged, ${rejected} rejected.`;
  return failures.length === 0 ? judged : `${judged} ${failures.length} could not be judged.`;
}

function findingsLine(found: readonly Found[]): string {
  const counts = countsOf(found);
  const told = standings.filter((standing) => counts[standing] > 0);
  if (told.length === 0) return "Nothing was found.";
  return `Findings: ${told.map((standing) => `${counts[standing]} ${standing}`).join(", ")}.`;
}

function countsOf(found: readonly Found[]): Record<Standing, number> {
  const counts = { rejected: 0, presumed: 0, advised: 0, undetermined: 0, exempted: 0 };
  for (const { standing } of found) counts[standing] += 1;
  return counts;
}

const tableHead = [
  `| stack | policy | ${standings.join(" | ")} |`,
  `| --- | --- | ${standings.map(() => "--:").join(" | ")} |`,
].join("\n");

/** Stacks and policies without findings have no row: of hundreds of stacks they are most. */
function tableRows(found: readonly Found[]): string[] {
  const groups = new Map<string, Found[]>();
  for (const one of found) {
    const key = JSON.stringify([one.stack.source, stackName(one.stack), one.finding.policy]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()].flatMap(rowOf);
}

function rowOf(group: readonly Found[]): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const counts = countsOf(group);
  const partial = first.stack.partial ? " (a part)" : "";
  const cells = standings.map((standing) => counts[standing] || "");
  return [
    `| ${nameHtml(stackName(first.stack))}${partial} | ${nameHtml(first.finding.policy)} | ${cells.join(" | ")} |`,
  ];
}

function detailsWith(policies: readonly Policy[]): (found: Found) => string {
  const pages = new Map(policies.map(({ name, url }) => [name, url]));
  return ({ stack, finding, standing }) => {
    const summary = [
      `<b>${standing}</b> in ${nameHtml(stackName(stack))}`,
      lineHtml(firstLine(finding.message)),
    ].join(": ");
    const rest = linesOf(finding.message).slice(1).join("\n");
    return [
      `<details><summary>${summary}</summary>`,
      messageMarkdown(rest),
      `Policy: ${link(`\`${finding.policy}\``, pages.get(finding.policy) ?? "")}`,
      "</details>",
    ]
      .filter((part) => part !== "")
      .join("\n\n");
  };
}

function failureItem({ source, reason }: Failure): string {
  return `- ${nameHtml(source)}: ${lineMarkdown(linesOf(reason).join(" "))}`;
}

function unusedItem({ policy, resource, project, stack, finding, reason }: UnusedExemption): string {
  const parts = [
    nameHtml(policy),
    `resource ${nameHtml(resource)}`,
    ...(project === undefined ? [] : [`project ${nameHtml(project)}`]),
    ...(stack === undefined ? [] : [`stack ${nameHtml(stack)}`]),
    ...(finding === undefined ? [] : [`finding ${nameHtml(finding)}`]),
  ];
  return `- ${parts.join(", ")}: ${lineMarkdown(linesOf(reason).join(" "))}`;
}

function footerOf({ tool, command, time }: Report): string {
  return `<sub>${lineHtml(`${tool.name} ${tool.version}, ${command}, ${time}`)}</sub>`;
}
