/** What was judged, when, and what came of it. */
import { type Report, rejects, standingOf, standings } from "../report/report";
import { badge, html, type Markup, name, plural } from "./html";

export function headerOf(report: Report): Markup {
  const { command, time, stacks, failures, unusedExemptions = [] } = report;
  const findings = stacks.flatMap((stack) => stack.findings);
  const counts = standings.map((standing) => ({
    standing,
    count: findings.filter((finding) => standingOf(finding) === standing).length,
  }));
  const links = [
    ...(failures.length > 0 ? [["failures", "Not judged"]] : []),
    ["summary", "Summary"],
    ["by-stack", "By stack"],
    ["by-policy", "By policy"],
    ...(unusedExemptions.length > 0 ? [["unused-exemptions", "Unused exemptions"]] : []),
  ];
  return html`<header class="top">
<p class="kind">${command === "scan" ? "Scan" : "Preview"} · <time datetime="${time}">${readable(time)}</time></p>
<h1>Will these ECS services start?</h1>
${statement(report)}
<p class="judged">Judged: ${judged(report)}, ${plural(
    stacks.reduce((sum, { resources }) => sum + resources, 0),
    "resource",
  )}.</p>
<ul class="tally" aria-label="Findings by standing">${counts.map(({ standing, count }) => html`<li class="${count === 0 ? "zero" : standing}"><b>${count.toLocaleString("en")}</b> ${badge(standing)} <span>${meanings[standing]}</span></li>`)}</ul>
<nav aria-label="Parts of this page"><ul>${links.map(([id = "", text = ""]) => html`<li><a href="#${id}">${text}</a></li>`)}</ul></nav>
</header>`;
}

const meanings = {
  rejected: "fails, by values that are known",
  presumed: "follows from edges, where values are unknown",
  advised: "worth a change, and rejects nothing",
  undetermined: "cannot be told from what is known",
  exempted: "accepted by the configuration",
} as const;

function statement({ command, stacks, failures }: Report): Markup {
  const rejected = stacks.filter(({ findings }) => findings.some(rejects)).length;
  const failed =
    failures.length === 0
      ? ""
      : html`<p class="also">${plural(failures.length, "source")} could not be judged.</p>`;
  const said =
    command === "preview" && stacks.length === 1
      ? rejected > 0
        ? "This preview is rejected."
        : "This preview is not rejected."
      : rejected > 0
        ? `${rejected} of ${plural(stacks.length, "stack")} would be rejected.`
        : "No stack would be rejected.";
  return html`<p class="statement ${rejected > 0 ? "rejected" : "accepted"}">${said}</p>${failed}`;
}

function judged({ stacks }: Report): Markup {
  const [only] = stacks;
  return stacks.length === 1 && only !== undefined
    ? html`${name(`${only.project}/${only.stack}`)} from ${name(only.source)}`
    : html`${plural(stacks.length, "stack")}`;
}

/** To the minute, as in `2026-03-01 09:30 UTC`. */
function readable(time: string): string {
  return time.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/s, "$1 $2 UTC");
}
