/** The findings, pictures and secrets of all stacks, stack by stack. */
import { type Finding, type Report, type Stack, standingOf, standings } from "../report/report";
import type { Anchors } from "./anchors";
import { findingsOf } from "./findings";
import { badge, html, type Markup, name, plural, sentence } from "./html";
import { secretsOf } from "./secrets";
import { servicesOf } from "./services";

/** With more stacks than these all of them are closed at first. */
const manyStacks = 10;

export function stacksOf(report: Report, anchors: Anchors): Markup {
  const open = report.stacks.length <= manyStacks;
  return html`<section class="view" id="by-stack" aria-labelledby="by-stack-heading">
<h2 id="by-stack-heading">By stack</h2>
${report.stacks.length === 0 ? html`<p>There is no stack to show.</p>` : ""}
${report.stacks.map((stack) => stackMarkup(stack, report, anchors, open))}
</section>`;
}

function stackMarkup(stack: Stack, { policies }: Report, anchors: Anchors, open: boolean): Markup {
  const { source, project, stack: named, findings, notes } = stack;
  const label = `${project}/${named}`;
  const elsewhere =
    source === named || source === label ? "" : html`<span class="source">${name(source)}</span>`;
  return html`<details class="stack" id="${anchors.stack(stack)}"${open ? html` open` : ""}>
<summary><h3>${name(label)}</h3>${elsewhere}<span class="counts">${counts(findings)}</span></summary>
<p class="facts">${facts(stack)}</p>
${findingsOf(stack, policies, anchors)}
${servicesOf(stack)}
${secretsOf(stack)}
${notes.length === 0 ? "" : html`<section class="notes"><h4>Notes</h4><ul>${notes.map((note) => html`<li>${sentence(note)}</li>`)}</ul></section>`}
</details>`;
}

/** How many findings there are of each standing that there is. */
export function counts(findings: readonly Finding[]): Markup {
  if (findings.length === 0) return html`<span class="clean">no findings</span>`;
  return html`${standings.map((standing) => {
    const count = findings.filter((finding) => standingOf(finding) === standing).length;
    return count === 0 ? "" : html` ${badge(standing, count)}`;
  })}`;
}

function facts({ resources, picture, projectFile, partial }: Stack): Markup {
  const said = [plural(resources, "resource"), plural(picture.services.length, "ECS service")];
  const file = projectFile === undefined ? "" : html` · <code>${projectFile}</code>`;
  const part = partial ? html` · <b>judged in part:</b> the operation left out a part of the program` : "";
  return html`${said.join(" · ")}${file}${part}`;
}
